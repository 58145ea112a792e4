import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0002_own_foods_and_recipes'),
    ]

    operations = [
        migrations.AddField(
            model_name='ferment',
            name='counterpart',
            field=models.ForeignKey(help_text='The same food heated, or the live kind of this one', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tracker.ferment'),
        ),
    ]
