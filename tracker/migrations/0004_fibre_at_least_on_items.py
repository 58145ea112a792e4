from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0003_ferment_counterparts'),
    ]

    operations = [
        migrations.AddField(
            model_name='mealitem',
            name='fibre_is_at_least',
            field=models.BooleanField(default=False),
        ),
    ]
