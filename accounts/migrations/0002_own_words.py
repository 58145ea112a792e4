import accounts.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_person_and_tokens")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="scale_words",
            field=models.JSONField(
                blank=True,
                default=dict,
                validators=[accounts.validators.known_scale_words],
                verbose_name="my own words for the ends",
            ),
        ),
    ]
