"""Code lists of the member (domain.md §2.3, L5–L7, L9–L16)."""

from django.utils.translation import gettext_lazy as _

from .coded import CodedChoices


class Sex(CodedChoices):
    """L5 性别 (GB/T 2261.1)."""

    MALE = "male", "1", _("男")
    FEMALE = "female", "2", _("女")
    UNKNOWN = "unknown", "9", _("未说明")


class IdType(CodedChoices):
    """L6 证件类型."""

    CITIZEN = "citizen", "01", _("居民身份证")
    DISABILITY = "disability", "02", _("残疾人证")
    OFFICER = "officer", "03", _("军官证")
    OTHER = "other", "99", _("其他")


class Relation(CodedChoices):
    """L7 与户主关系."""

    HEAD = "head", "01", _("户主")
    SPOUSE = "spouse", "02", _("配偶")
    SON = "son", "03", _("之子")
    DAUGHTER = "daughter", "04", _("之女")
    DAUGHTER_IN_LAW = "daughter_in_law", "05", _("之儿媳")
    SON_IN_LAW = "son_in_law", "06", _("之女婿")
    GRANDSON = "grandson", "07", _("之孙子")
    GRANDDAUGHTER = "granddaughter", "08", _("之孙女")
    DAUGHTERS_SON = "daughters_son", "09", _("之外孙子")
    DAUGHTERS_DAUGHTER = "daughters_daughter", "10", _("之外孙女")
    FATHER = "father", "11", _("之父")
    MOTHER = "mother", "12", _("之母")
    WIFES_FATHER = "wifes_father", "13", _("之岳父")
    WIFES_MOTHER = "wifes_mother", "14", _("之岳母")
    HUSBANDS_FATHER = "husbands_father", "15", _("之公公")
    HUSBANDS_MOTHER = "husbands_mother", "16", _("之婆婆")
    GRANDFATHER = "grandfather", "17", _("之祖父")
    GRANDMOTHER = "grandmother", "18", _("之祖母")
    MOTHERS_FATHER = "mothers_father", "19", _("之外祖父")
    MOTHERS_MOTHER = "mothers_mother", "20", _("之外祖母")
    OTHER = "other", "99", _("其他")


MALE_RELATIONS = frozenset(
    {
        Relation.SON,
        Relation.SON_IN_LAW,
        Relation.GRANDSON,
        Relation.DAUGHTERS_SON,
        Relation.FATHER,
        Relation.WIFES_FATHER,
        Relation.HUSBANDS_FATHER,
        Relation.GRANDFATHER,
        Relation.MOTHERS_FATHER,
    }
)
FEMALE_RELATIONS = frozenset(
    {
        Relation.DAUGHTER,
        Relation.DAUGHTER_IN_LAW,
        Relation.GRANDDAUGHTER,
        Relation.DAUGHTERS_DAUGHTER,
        Relation.MOTHER,
        Relation.WIFES_MOTHER,
        Relation.HUSBANDS_MOTHER,
        Relation.GRANDMOTHER,
        Relation.MOTHERS_MOTHER,
    }
)


class Politics(CodedChoices):
    """L9 政治面貌."""

    PARTY = "party", "01", _("中共党员")
    PROBATIONARY = "probationary", "02", _("中共预备党员")
    LEAGUE = "league", "03", _("共青团员")
    RCCK = "rcck", "04", _("民革会员")
    CDL = "cdl", "05", _("民盟盟员")
    CNDCA = "cndca", "06", _("民建会员")
    CAPD = "capd", "07", _("民进会员")
    CPWDP = "cpwdp", "08", _("农工党党员")
    ZHIGONG = "zhigong", "09", _("致公党党员")
    JIUSAN = "jiusan", "10", _("九三学社社员")
    TDSL = "tdsl", "11", _("台盟盟员")
    NONPARTISAN = "nonpartisan", "12", _("无党派民主人士")
    MASSES = "masses", "13", _("群众")


class Education(CodedChoices):
    """L10 文化程度 (empty while in school)."""

    ILLITERATE = "illiterate", "01", _("文盲或半文盲")
    PRIMARY = "primary", "02", _("小学")
    JUNIOR = "junior", "03", _("初中")
    SENIOR = "senior", "04", _("高中")
    COLLEGE = "college", "05", _("大专及以上")
    PRESCHOOL = "preschool", "06", _("学龄前儿童")


class School(CodedChoices):
    """L11 在校生状况. The compulsory stage is 03–06."""

    NONE = "none", "01", _("非在校生")
    KINDERGARTEN = "kindergarten", "02", _("学前教育")
    PRIMARY = "primary", "03", _("小学")
    GRADE_7 = "grade_7", "04", _("七年级")
    GRADE_8 = "grade_8", "05", _("八年级")
    GRADE_9 = "grade_9", "06", _("九年级")
    SENIOR_1 = "senior_1", "07", _("高中一年级")
    SENIOR_2 = "senior_2", "08", _("高中二年级")
    SENIOR_3 = "senior_3", "09", _("高中三年级")
    VOCATIONAL_1 = "vocational_1", "10", _("中职一年级")
    VOCATIONAL_2 = "vocational_2", "11", _("中职二年级")
    VOCATIONAL_3 = "vocational_3", "12", _("中职三年级")
    HIGHER_VOCATIONAL_1 = "higher_vocational_1", "13", _("高职一年级")
    HIGHER_VOCATIONAL_2 = "higher_vocational_2", "14", _("高职二年级")
    HIGHER_VOCATIONAL_3 = "higher_vocational_3", "15", _("高职三年级")
    COLLEGE = "college", "16", _("大专及以上")


class Absence(CodedChoices):
    """L12 未上学原因 (age 6–15 only)."""

    ILL = "ill", "", _("因病")
    DISABLED = "disabled", "", _("因残")
    HOME_TAUGHT = "home_taught", "", _("送教上门")
    SUSPENDED = "suspended", "", _("休学")
    MISSING = "missing", "", _("失踪或随父母外出无法联系")
    POVERTY = "poverty", "", _("因贫")
    TIRED = "tired", "", _("厌学")
    MARRIED = "married", "", _("早婚")
    OTHER = "other", "", _("其他")


class Health(CodedChoices):
    """L13 健康状况, several at once since 2018; 健康 excludes the others."""

    HEALTHY = "healthy", "01", _("健康")
    CHRONIC = "chronic", "02", _("长期慢性病")
    SERIOUS = "serious", "03", _("患有大病")
    DISABLED = "disabled", "04", _("残疾")


class Labour(CodedChoices):
    """L14 劳动技能."""

    ORDINARY = "ordinary", "01", _("普通劳动力")
    SKILLED = "skilled", "02", _("技能劳动力")
    LOST = "lost", "03", _("丧失劳动力")
    NONE = "none", "04", _("无劳动力")
    WEAK = "weak", "05", _("弱劳动力或半劳动力")


class WorkArea(CodedChoices):
    """L15 务工区域."""

    TOWNSHIP = "township", "01", _("乡（镇）内务工")
    COUNTY = "county", "02", _("乡（镇）外县内务工")
    PROVINCE = "province", "03", _("县外省内务工")
    OUTSIDE = "outside", "04", _("省外务工")
    OTHER = "other", "99", _("其他")


class Destitute(CodedChoices):
    """特困供养."""

    CONCENTRATED = "concentrated", "", _("集中供养")
    SCATTERED = "scattered", "", _("分散供养")


class Kind(CodedChoices):
    """How a membership began or ended (§13.1)."""

    NATURAL = "natural", "", _("自然变更")
    CORRECTION = "correction", "", _("补录或剔除")
    TRANSFER = "transfer", "", _("户间转移")


class Joining(CodedChoices):
    """自然增加原因 (§5.3) and the transfers of §13.1."""

    BIRTH = "birth", "01", _("新生儿")
    MARRIAGE = "marriage", "02", _("婚入")
    MOVE_IN = "move_in", "03", _("户籍迁入")
    ADOPTION = "adoption", "04", _("收养")
    RELEASE = "release", "05", _("刑满释放")
    FOUND = "found", "06", _("失联人员找回")
    DEMOBILISED = "demobilised", "07", _("退役返乡")
    OMITTED = "omitted", "08", _("原遗漏人口补录")
    SPLIT = "split", "", _("分户")
    MERGE = "merge", "", _("合户")
    REGISTRATION = "registration", "", _("建档")
    OTHER = "other", "99", _("其他")


class Leaving(CodedChoices):
    """自然减少原因 (§5.3) and the transfers of §13.1."""

    DEATH = "death", "01", _("死亡")
    MARRIAGE = "marriage", "02", _("婚出")
    DIVORCE = "divorce", "03", _("离婚迁出")
    MOVE_OUT = "move_out", "04", _("户籍迁出")
    PRISON = "prison", "05", _("服刑")
    MISSING = "missing", "06", _("失联")
    RECRUITED = "recruited", "07", _("参军转干或招录入编")
    SPLIT = "split", "08", _("分户")
    MERGE = "merge", "", _("合户")
    WRONG = "wrong", "", _("识别不准剔除")
    REREGISTERED = "reregistered", "", _("另行建档")
    OTHER = "other", "99", _("其他")


class Standing(CodedChoices):
    """L16 人员状态 in a year: 1 and 4 belong to the household at its end."""

    STAYED = "stayed", "1", _("正常")
    LEFT = "left", "2", _("自然减少")
    STRUCK = "struck", "3", _("剔除")
    CAME = "came", "4", _("自然增加")
