"""Forms of imports."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from registry.actions.batches import MOST_BYTES
from registry.choices import BatchWrites, RowVerdict
from registry.regions.models import Region

MERGE_WAYS = (("good", _("只合并无误的户")), ("all", _("所有户无误才合并")))


class Upload(forms.Form):
    """上传工作簿, for one of the user's areas."""

    region = forms.ChoiceField(label=_("导入到"))
    file = forms.FileField(
        label=_("工作簿"),
        help_text=_("按模板填好的文件：.xlsx、.xls、.et、.ods 或 .csv，可拖放到此处"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.csv"}),
        max_length=255,
    )

    clears = forms.ChoiceField(
        label=_("空单元格"),
        choices=[("", _("保持已登记的内容")), ("clear", _("清除已登记的内容"))],
        required=False,
        help_text=_("清除只对文件中有的列，必填的项目和证件号码除外"),
    )

    def __init__(self, *args: Any, areas: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [(str(area.code), area.shown_name) for area in areas]  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Too large a file is not even read."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 %(limit)d MB"), params={"limit": MOST_BYTES // 2**20})
        return file


class Confirmation(forms.Form):
    """合并方式."""

    way = forms.ChoiceField(choices=MERGE_WAYS)
    writes = forms.ChoiceField(choices=BatchWrites.choices, required=False)

    @property
    def only_good(self) -> bool:
        """Whether households with errors are left out; otherwise any of them stops the merge."""
        return bool(self.cleaned_data["way"] == "good")

    @property
    def chosen_writes(self) -> str:
        """New households, changed ones, or both."""
        return str(self.cleaned_data["writes"] or BatchWrites.BOTH)


class PreviewFilter(forms.Form):
    """Which households the preview lists."""

    verdict = forms.ChoiceField(choices=[("", _("全部")), *RowVerdict.choices], required=False)

    def chosen(self) -> str:
        """A verdict, or empty for all."""
        return str(self.cleaned_data["verdict"]) if self.is_valid() else ""
