import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0005_favourites'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedMeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=120, validators=[django.core.validators.MaxLengthValidator(120)])),
            ],
            options={
                'ordering': ['name', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavedMealItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('grams', models.FloatField(null=True)),
                ('portion', models.CharField(blank=True, max_length=255)),
                ('quantity', models.FloatField(null=True)),
                ('servings', models.FloatField(null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='savedmeal',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='savedmealitem',
            name='ferment',
            field=models.ForeignKey(help_text="Where it is taken as the live or heated counterpart of the food's own", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tracker.ferment'),
        ),
        migrations.AddField(
            model_name='savedmealitem',
            name='food',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tracker.food'),
        ),
        migrations.AddField(
            model_name='savedmealitem',
            name='saved_meal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='tracker.savedmeal'),
        ),
        migrations.AddConstraint(
            model_name='savedmeal',
            constraint=models.UniqueConstraint(fields=('user', 'uid'), name='tracker_savedmeal_uid_once_per_person', violation_error_message='An entry with this id exists already.'),
        ),
        migrations.AddConstraint(
            model_name='savedmealitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('grams__gt', 0), ('grams__isnull', False), ('grams__lte', 5000), ('servings', None)), models.Q(('grams', None), ('servings__gt', 0), ('servings__isnull', False), ('servings__lte', 100)), _connector='OR'), name='tracker_savedmealitem_has_one_amount', violation_error_message='Give an amount above 0, in grams or in servings.'),
        ),
    ]
