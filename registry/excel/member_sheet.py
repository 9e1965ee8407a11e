"""Sheet 成员 of the households-and-members workbook: one row a member, with the open year's person-year."""

from .columns import Column, Kind, Table, stored
from .household_sheet import KEY, NUMBER

IDENTITY = (
    Column(KEY.field, KEY.label, KEY.kind, length=KEY.length, hint="与农户表的户标识相同", example=KEY.example),
    NUMBER,
    Column("ignored.person_id", "人编号", Kind.IGNORED, "AAB001", hint="系统按证件号码识别人员"),
    stored("person.name", "AAB002", required=True, example="张三"),
    Column("person.id_number", "证件号码", Kind.DIGITS, "AAB004", ("身份证号", "身份证号码"), length=40, required=True,
           hint="设为文本格式；18 位身份证，或 20、22 位残疾人证；暂无号码的填原因、出生日期和性别"),
    stored("person.id_type", "", "证件种类", hint="不填为居民身份证"),
    stored("person.sex", "AAB003", hint="只用于与证件号码核对", example="男"),
    stored("person.born", "AAB005", hint="只用于与证件号码核对；没有身份证的必填"),
    stored("person.number_missing", "", "暂无号码的原因", hint="没有证件号码的成员填"),
    stored("membership.relation", "AAB006", required=True, example="户主"),
    Column("ignored.member_status", "人员状态", Kind.IGNORED, "AAB015", hint="增减人请用“增人”“减人”"),
    stored("person.ethnicity", "AAB007", example="苗族"),
    stored("person.politics", "AAK033", example="群众"),
    stored("membership.reason_in", "", "新增原因", hint="已建档户新增成员必填"),
    stored("membership.joined_on", "", "新增日期", hint="已建档户新增成员必填"),
)  # fmt: skip
SCHOOL_AND_WORK = (
    stored("member_year.education", "AAB008", hint="在校生不填", example="初中"),
    stored("member_year.school", "AAB009", "在校生情况", example="非在校生"),
    stored("member_year.absence", "", "失学或辍学原因", "义务教育阶段未上学原因"),
    stored("member_year.health", "AAB017", hint="可填几项，用顿号隔开", example="健康"),
    stored("member_year.labour", "AAB010", "劳动能力", example="普通劳动力"),
    stored("member_year.work_area", "AAB011", "务工状况"),
    stored("member_year.work_months", "AAB012", "务工时间", between=(0, 12)),
)
COVER = (
    stored(
        "member_year.resident_insurance", "AAB013", "是否参加城乡居民基本医疗保险", "新型农村合作医疗", example="是"
    ),
    stored("member_year.employee_insurance", "", "是否参加城镇职工基本医疗保险"),
    stored("member_year.serious_insurance", "AAB022", "是否参加大病保险", example="是"),
    stored("member_year.commercial_insurance", "AAB067", "是否参加商业补充医疗保险"),
    stored("member_year.accident_insurance", "AAB066", "是否享受人身意外保险补贴"),
    stored("member_year.resident_pension", "AAB014", "是否参加城乡居民基本养老保险"),
    stored("member_year.employee_pension", "", "是否参加城镇职工基本养老保险"),
    stored("member_year.dibao", "AAB030", "是否享受农村居民最低生活保障"),
    stored("member_year.destitute", "", "是否特困供养人员", "特困供养方式"),
    stored("member_year.soldier", "AAB019", "是否现役军人"),
    stored("member_year.mandarin", "AAB065", "是否会讲普通话"),
    stored("member_year.relocated", "", "是否易地扶贫搬迁人口"),
)

MEMBERS = Table("成员", ("成员表", "家庭成员", "家庭成员表", "人员"), IDENTITY + SCHOOL_AND_WORK + COVER)
