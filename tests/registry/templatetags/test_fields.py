"""Each kind of widget gets its markup, and help and errors are tied to the control."""

from datetime import date

from django import forms
from django.template import Context, Template


class Entry(forms.Form):
    name = forms.CharField(help_text="与证件一致")
    born = forms.DateField(required=False)
    sex = forms.ChoiceField(choices=[("male", "男"), ("female", "女")], widget=forms.RadioSelect)
    soldier = forms.BooleanField(required=False)
    village = forms.TypedChoiceField(
        choices=[("7", "十八洞村")], coerce=int, required=False, widget=forms.TextInput(attrs={"data-picker": 5})
    )


def rendered(text: str, form: forms.Form) -> str:
    """What the tag writes of a form."""
    return Template("{% load fields %}" + text).render(Context({"form": form}))


def test_help_and_error_are_named_by_the_control() -> None:
    field = rendered("{% field form.name %}", Entry({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="id_name_helptext"' in field
    assert 'id="id_name_error"' in field


def test_a_required_field_is_marked_and_another_is_not() -> None:
    assert 'class="required"' in rendered("{% field form.name %}", Entry())
    assert 'class="required"' not in rendered("{% field form.born %}", Entry())


def test_a_date_is_given_to_the_calendar_of_the_browser() -> None:
    field = rendered("{% field form.born %}", Entry(initial={"born": date(1970, 1, 2)}))
    assert 'type="date"' in field
    assert 'value="1970-01-02"' in field


def test_radios_are_chips_in_a_fieldset_whose_id_the_error_list_points_to() -> None:
    form = Entry({})
    assert '<fieldset class="field wide"' in rendered("{% field form.sex %}", form)
    assert 'id="id_sex"' in rendered("{% field form.sex %}", form)
    assert 'href="#id_sex"' in rendered("{% form_errors form %}", form)


def test_a_check_box_stands_before_its_label() -> None:
    field = rendered("{% field form.soldier %}", Entry())
    assert field.index("<input") < field.index("<label")


def test_a_unit_stands_behind_the_control() -> None:
    assert "<span>元</span>" in rendered('{% field form.name unit="元" %}', Entry())


def test_a_form_without_errors_says_nothing() -> None:
    assert rendered("{% form_errors form %}", Entry()).strip() == ""
    assert "没有保存，有 2 处需要改正" in rendered("{% form_errors form %}", Entry({}))
