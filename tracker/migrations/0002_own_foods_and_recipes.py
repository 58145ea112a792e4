import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0001_catalogue_and_meals'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecipeIngredient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grams', models.FloatField()),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='food',
            name='tracker_food_source_id_once',
        ),
        migrations.AddField(
            model_name='food',
            name='fermented_servings_per_100g',
            field=models.FloatField(default=0),
        ),
        migrations.AddField(
            model_name='food',
            name='fibre_is_at_least',
            field=models.BooleanField(default=False, help_text='The fibre of an ingredient is unknown; `fibre_g` is the rest'),
        ),
        migrations.AddField(
            model_name='food',
            name='heated',
            field=models.BooleanField(default=False, help_text='A recipe whose ferments are cooked: none of them stays live'),
        ),
        migrations.AddField(
            model_name='food',
            name='live_servings_per_100g',
            field=models.FloatField(default=0),
        ),
        migrations.AddField(
            model_name='food',
            name='servings_made',
            field=models.FloatField(help_text='Of a recipe; NULL for any other food', null=True),
        ),
        migrations.AddField(
            model_name='food',
            name='yield_g',
            field=models.FloatField(help_text='What a recipe weighs when done; NULL: what its ingredients weigh', null=True),
        ),
        migrations.AlterField(
            model_name='food',
            name='source_id',
            field=models.CharField(help_text='For an own food: whose, and its uid', max_length=64),
        ),
        migrations.AlterField(
            model_name='food',
            name='uid',
            field=models.UUIDField(db_index=True, default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name='foodplant',
            name='basis',
            field=models.CharField(choices=[('single', 'The food is this plant'), ('recipe', 'In the recipe of the dish'), ('name', "Named in the food's description")], max_length=6),
        ),
        migrations.AddConstraint(
            model_name='food',
            constraint=models.UniqueConstraint(fields=('source', 'source_id'), name='tracker_food_source_id_once'),
        ),
        migrations.AddConstraint(
            model_name='food',
            constraint=models.UniqueConstraint(fields=('owner', 'uid'), name='tracker_food_uid_once_per_person', violation_error_message='A food with this id exists already.'),
        ),
        migrations.AddField(
            model_name='recipeingredient',
            name='food',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='used_in', to='tracker.food'),
        ),
        migrations.AddField(
            model_name='recipeingredient',
            name='recipe',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ingredients', to='tracker.food'),
        ),
        migrations.AddConstraint(
            model_name='recipeingredient',
            constraint=models.CheckConstraint(condition=models.Q(('grams__gt', 0)), name='tracker_recipeingredient_weighs_something', violation_error_message='An ingredient weighs more than 0 g.'),
        ),
        migrations.AddConstraint(
            model_name='recipeingredient',
            constraint=models.CheckConstraint(condition=models.Q(('recipe', models.F('food')), _negated=True), name='tracker_recipeingredient_is_not_the_recipe', violation_error_message='A recipe cannot hold itself.'),
        ),
    ]
