from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_own_words")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="hide_numbers",
            field=models.BooleanField(default=False, verbose_name="hide numbers"),
        ),
    ]
