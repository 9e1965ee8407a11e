"""Sheet 农户 of the households-and-members workbook: one row a household, with the open year's statement and survey."""

from .columns import Column, Kind, Table, stored

KEY = Column(
    "row.key",
    "户标识",
    Kind.TEXT,
    length=64,
    hint="本文件内区分各户的任意编号，成员表用同一标识；新户必填，填了户编号的可不填",
    example="1",
)
NUMBER = Column("row.household_id", "户编号", Kind.WHOLE, "AAC001", hint="已建档户的编号；新户不填", digits=18)
DERIVED = "由系统计算，只用于核对"
BY_DECISION = "由各项决定和年末结账产生，导入时不采用"


def _total(name: str, label: str, code: str, *aliases: str) -> Column:
    return Column(f"total.{name}", label, Kind.NUMBER, code, aliases, digits=14, places=2, signed=True, hint=DERIVED)


def _ignored(name: str, label: str, code: str = "", *aliases: str) -> Column:
    return Column(f"ignored.{name}", label, Kind.IGNORED, code, aliases, hint=BY_DECISION)


PLACE = (
    KEY,
    NUMBER,
    Column(
        "row.village_code",
        "行政区划代码",
        Kind.WHOLE,
        "AAD001|AAR008",
        ("区划代码", "行政村代码", "村代码"),
        digits=12,
        hint="12 位村级代码；填了可不填乡镇和行政村",
        example="433124100201",
    ),
    Column("row.township", "乡镇", Kind.TEXT, aliases=("乡（镇）", "所在乡镇"), length=64, example="花垣镇"),
    Column("row.village", "行政村", Kind.TEXT, aliases=("村", "所在村", "村名"), length=64),
    stored("household.natural_village", "AAR007"),
    stored("household.group", "", "组", "村组"),
    stored("household.address", "", "地址", "住址"),
    stored("household.longitude", "AAR101"),
    stored("household.latitude", "AAR102"),
)
HEAD = (
    Column("row.head_name", "户主姓名", Kind.TEXT, "AAC029", length=50, hint="只用于与成员表核对", example="张三"),
    Column("row.head_number", "户主证件号码", Kind.DIGITS, "AAC031", length=22, hint="只用于与成员表核对"),
    Column("row.size", "家庭人口数", Kind.WHOLE, "AAC017", ("人口数", "家庭人口"), digits=2, hint=DERIVED, example="3"),
    Column("household.phone", "联系电话", Kind.TEXT, "AAR012", ("电话", "手机号码"), length=20, clearable=True),
    stored("household.bank", "AAQ002"),
    Column(
        "household.card",
        "银行卡号",
        Kind.DIGITS,
        "AAC004",
        ("银行账号",),
        length=24,
        clearable=True,
        hint="设为文本格式",
    ),
)
STANDING = (
    stored("household.standard", "AAC005"),
    stored("household.attribute", "AAC006", label="贫困户属性", hint="新户必填", example="一般贫困户"),
    stored("household.main_cause", "AAC007", "致贫原因", example="因病"),
    stored("household.other_causes", "AAC008", hint="最多两项，用顿号隔开", example="缺技术、缺资金"),
    stored("household.planned_exit_year", between=(2014, 2099)),
    stored("household.martyr_family", "AAC012", "是否军烈属"),
    stored("household.one_child", "AAC013", "是否独生子女户"),
    stored("household.two_daughters", "AAC014", "是否双女户"),
    stored("household.relocation", "", "是否搬迁户"),
    stored("household.relocation_willing", "ACR077", "搬迁意愿"),
    stored("household.resettlement", "ACR075", "搬迁方式"),
    stored("household.resettlement_address"),
    _ignored("status", "脱贫属性", "AAR010", "脱贫状态"),
    _ignored("first_identified", "首次识别时间", "AAR041", "新识别年度"),
    _ignored("exit_year", "脱贫年度", "AAC023"),
    _ignored("relapse_year", "返贫年度"),
    _ignored("relapse_cause", "返贫原因", "AAC009"),
    _ignored("head_id", "户主编号", "AAC025"),
    _ignored("valid", "有效标志", "AAR100"),
)
INCOME = (
    stored("statement.period_start", "", "核算周期起"),
    stored("statement.period_end", "", "核算周期止"),
    stored("statement.wage", "AAC073", example="12000"),
    stored("statement.business", "AAC071", "家庭经营收入"),
    stored("statement.asset_dividend", "AAC092"),
    stored("statement.other_property", "AAC093"),
    _total("property", "财产性收入", "AAC072"),
    stored("statement.family_planning", "AAC076"),
    stored("statement.dibao", "AAC077"),
    stored("statement.destitute_support", "AAC086", "五保金"),
    stored("statement.pension", "AAC087"),
    stored("statement.ecological", "AAC078"),
    stored("statement.other_transfer", "AAC083"),
    _total("transfer", "转移性收入", "AAC085"),
    _total("gross", "年收入", "AAC081", "总收入"),
    stored("statement.business_cost", "AAC074"),
    _total("net", "纯收入", "AAC079"),
    _total("per_head", "人均纯收入", "AAC082"),
    stored("statement.excluded", "", "不计入稳定脱贫收入"),
    stored("statement.excluded_note"),
)
CONDITIONS = (
    stored("survey.food"),
    stored("survey.clothing"),
    stored("survey.safe_water", "AAC091", "是否解决安全饮用水"),
    stored("survey.water_source"),
    stored("survey.water_difficult", "AAC311", "饮水是否困难"),
    stored("survey.housing_grade", "AAC322", "危房级别", "住房等级", example="A级（安全）"),
    stored("survey.housing_remedy"),
    stored("survey.remedy_on"),
    stored("survey.housing_structure"),
    stored("survey.housing_area", "AAC317", "住房面积", example="90"),
    stored("survey.farmland", "AAC301", "耕地面积"),
    stored("survey.irrigated", "AAC302", "有效灌溉面积"),
    stored("survey.woodland", "AAC303", "林地面积"),
    stored("survey.returned_forest", "AAC304", "退耕还林面积"),
    stored("survey.orchard", "AAC305", "林果面积"),
    stored("survey.pasture", "AAC306", "牧草地面积"),
    stored("survey.water_surface", "AAC307", "水面面积"),
    stored("survey.production_power", "AAC308", "是否通生产用电"),
    stored("survey.household_power", "AAC313", "是否通生活用电"),
    stored("survey.broadcast", "AAC314", "是否通广播电视"),
    stored("survey.road_distance", "AAC315", "与村主干路距离"),
    stored("survey.road", "AAC316"),
    stored("survey.toilet", "AAC319", "有无卫生厕所"),
    stored("survey.fuel", "AAC320"),
    stored("survey.cooperative", "AAC084", "是否加入农民专业合作社"),
    stored("survey.leading_company", "AAC088", "是否有龙头企业带动"),
    stored("survey.leading_person", "AAC089", "是否有创业致富带头人带动"),
)

HOUSEHOLDS = Table("农户", ("农户表", "户", "户表", "贫困户"), PLACE + HEAD + STANDING + INCOME + CONDITIONS)
