from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_hide_numbers")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="help_country",
            field=models.CharField(
                blank=True, max_length=2, verbose_name="country to find help in"
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="help_card_hidden_until",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
    ]
