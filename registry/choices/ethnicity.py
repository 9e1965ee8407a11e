"""L8 民族: GB/T 3304, with the order the poverty system used for 02–11 (domain.md §2.3)."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ethnicity(models.TextChoices):
    """民族. `code` is GB/T 3304, `poverty_code` the one of the national poverty system."""

    code: str
    poverty_code: str

    def __new__(cls, word: str, code: str, poverty_code: str = "") -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.code = code
        member.poverty_code = poverty_code or code
        return member

    HAN = "han", "01", "01", _("汉族")
    MONGOL = "mongol", "02", "04", _("蒙古族")
    HUI = "hui", "03", "03", _("回族")
    TIBETAN = "tibetan", "04", "05", _("藏族")
    UYGHUR = "uyghur", "05", "06", _("维吾尔族")
    MIAO = "miao", "06", "07", _("苗族")
    YI = "yi", "07", "08", _("彝族")
    ZHUANG = "zhuang", "08", "09", _("壮族")
    BOUYEI = "bouyei", "09", "10", _("布依族")
    KOREAN = "korean", "10", "11", _("朝鲜族")
    MANCHU = "manchu", "11", "02", _("满族")
    DONG = "dong", "12", "12", _("侗族")
    YAO = "yao", "13", "13", _("瑶族")
    BAI = "bai", "14", "14", _("白族")
    TUJIA = "tujia", "15", "15", _("土家族")
    HANI = "hani", "16", "16", _("哈尼族")
    KAZAKH = "kazakh", "17", "17", _("哈萨克族")
    DAI = "dai", "18", "18", _("傣族")
    LI = "li", "19", "19", _("黎族")
    LISU = "lisu", "20", "20", _("傈僳族")
    VA = "va", "21", "21", _("佤族")
    SHE = "she", "22", "22", _("畲族")
    GAOSHAN = "gaoshan", "23", "23", _("高山族")
    LAHU = "lahu", "24", "24", _("拉祜族")
    SUI = "sui", "25", "25", _("水族")
    DONGXIANG = "dongxiang", "26", "26", _("东乡族")
    NAXI = "naxi", "27", "27", _("纳西族")
    JINGPO = "jingpo", "28", "28", _("景颇族")
    KIRGIZ = "kirgiz", "29", "29", _("柯尔克孜族")
    TU = "tu", "30", "30", _("土族")
    DAUR = "daur", "31", "31", _("达斡尔族")
    MULAO = "mulao", "32", "32", _("仫佬族")
    QIANG = "qiang", "33", "33", _("羌族")
    BLANG = "blang", "34", "34", _("布朗族")
    SALAR = "salar", "35", "35", _("撒拉族")
    MAONAN = "maonan", "36", "36", _("毛南族")
    GELAO = "gelao", "37", "37", _("仡佬族")
    XIBE = "xibe", "38", "38", _("锡伯族")
    ACHANG = "achang", "39", "39", _("阿昌族")
    PUMI = "pumi", "40", "40", _("普米族")
    TAJIK = "tajik", "41", "41", _("塔吉克族")
    NU = "nu", "42", "42", _("怒族")
    UZBEK = "uzbek", "43", "43", _("乌孜别克族")
    RUSSIAN = "russian", "44", "44", _("俄罗斯族")
    EWENKI = "ewenki", "45", "45", _("鄂温克族")
    DEANG = "deang", "46", "46", _("德昂族")
    BONAN = "bonan", "47", "47", _("保安族")
    YUGUR = "yugur", "48", "48", _("裕固族")
    GIN = "gin", "49", "49", _("京族")
    TATAR = "tatar", "50", "50", _("塔塔尔族")
    DERUNG = "derung", "51", "51", _("独龙族")
    OROQEN = "oroqen", "52", "52", _("鄂伦春族")
    HEZHEN = "hezhen", "53", "53", _("赫哲族")
    MONBA = "monba", "54", "54", _("门巴族")
    LHOBA = "lhoba", "55", "55", _("珞巴族")
    JINO = "jino", "56", "56", _("基诺族")
    OTHER = "other", "97", "99", _("其他")
