from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_places_of_help")]

    operations = [
        # People who are here already know their way: to them all three steps are done.
        migrations.AddField(
            model_name="user",
            name="welcome_steps_done",
            field=models.PositiveSmallIntegerField(default=3, editable=False),
        ),
        migrations.AlterField(
            model_name="user",
            name="welcome_steps_done",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
