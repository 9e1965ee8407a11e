"""Forms of imports."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from registry.actions.batches import MOST_BYTES
from registry.choices import BatchKind, BatchWrites, RowVerdict
from registry.imports.faults import FaultKind
from registry.regions.models import Region

MEGABYTE = 2**20
MERGE_WAYS = (("good", _("只合并无误的")), ("all", _("全部无误才合并")))


class Upload(forms.Form):
    """上传工作簿, of one of the kinds that the user may import, for one of the areas where that is so."""

    most_megabytes = MOST_BYTES // MEGABYTE
    kind = forms.ChoiceField(label=_("种类"))
    region = forms.ChoiceField(label=_("导入到"))
    file = forms.FileField(
        label=_("工作簿"),
        help_text=_("按模板填好的一个文件：.xlsx、.xls、.et、.ods 或 .csv，不超过 50 MB，可拖放到此处"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.csv", "data-most": MOST_BYTES}),
        max_length=255,
    )

    clears = forms.ChoiceField(
        label=_("空单元格"),
        choices=[("", _("保持已登记的内容")), ("clear", _("清除已登记的内容"))],
        required=False,
        help_text=_("清除只对农户资料，只对文件中有的列，必填的项目和证件号码除外"),
    )

    def __init__(self, *args: Any, areas: Mapping[BatchKind, list[Region]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.areas = areas
        names = {str(region.code): region.shown_name for regions in areas.values() for region in regions}
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in areas]  # type: ignore[attr-defined]
        self.fields["region"].choices = list(names.items())  # type: ignore[attr-defined]
        if BatchKind.HOUSEHOLDS not in areas:
            del self.fields["clears"]

    @property
    def brings_years(self) -> bool:
        """Whether what is imported belongs to the open year."""
        return not self.areas.keys().isdisjoint({BatchKind.HOUSEHOLDS, BatchKind.DECISIONS})

    def clean(self) -> dict[str, Any]:
        """Where the user may import one kind, another may be somebody else's business."""
        data = self.cleaned_data
        if "kind" in data and "region" in data:
            kind = BatchKind(data["kind"])
            if data["region"] not in [str(region.code) for region in self.areas[kind]]:
                self.add_error("region", _("您不能在这里导入%s") % kind.label)
        data["clears"] = bool(data.get("clears")) and data.get("kind") == BatchKind.HOUSEHOLDS
        return data

    def clean_file(self) -> "UploadedFile[bytes]":
        """Of too large a file there is nothing but its size (config.uploads)."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            words = {"size": (file.size or 0) // MEGABYTE, "limit": self.most_megabytes}
            raise forms.ValidationError(_("文件有 %(size)d MB，超过上限 %(limit)d MB，请拆成几个文件"), params=words)
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
    """Which households the preview lists: those of a verdict, or in which a kind of problem was found."""

    verdict = forms.ChoiceField(choices=[("", _("全部")), *RowVerdict.choices], required=False)
    fault = forms.ChoiceField(choices=[("", _("全部")), *FaultKind.choices], required=False)

    def chosen(self) -> dict[str, str]:
        """Verdict and kind of problem, empty for all."""
        return {name: str(self.cleaned_data[name]) if self.is_valid() else "" for name in self.fields}
