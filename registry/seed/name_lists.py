"""Names people bear, by region, sex and generation. Common knowledge, weighted by hand: no register was read.

Left out are characters whose initial depends on the word they stand in: a name's initials are those of its parts.
"""

from registry.choices import Ethnicity

from .dice import by_age

# Weights of surnames: the most frequent of the country, and what differs in some parts of it.
NATIONAL_SURNAMES = {
    **dict.fromkeys("王李张刘陈", 70),
    **dict.fromkeys("杨黄赵吴周", 30),
    **dict.fromkeys("徐孙马朱胡郭何林高罗", 13),
    **dict.fromkeys("郑梁谢宋唐许韩冯邓曹彭曾肖田董", 8),
    **dict.fromkeys("袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦", 5),
    **dict.fromkeys("方白邹孟熊秦邱江尹薛段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤", 3),
    **dict.fromkeys(("单", "解", "仇", "查", "朴", "盖", "翟", "瞿", "欧阳", "令狐"), 1),
}
SURNAMES: dict[str, dict[str, int]] = {
    "": NATIONAL_SURNAMES,
    "43": NATIONAL_SURNAMES | {"彭": 30, "周": 35, "肖": 18, "曾": 16, "谭": 20, "龙": 14, "向": 10, "欧阳": 3},
    # Xiangxi, where five Miao surnames fill whole villages.
    "4331": {
        **dict.fromkeys("石龙吴", 150),
        **dict.fromkeys("麻田", 80),
        **dict.fromkeys("杨张向彭", 40),
        **dict.fromkeys("隆梁施王李刘廖", 17),
        **dict.fromkeys("滕唐宋罗黄周秧覃瞿", 7),
    },
    "45": NATIONAL_SURNAMES | {"韦": 90, "覃": 60, "莫": 40, "陆": 40, "蒙": 20, "农": 20, "梁": 40, "黄": 70},
    "52": NATIONAL_SURNAMES | {"杨": 60, "吴": 45, "罗": 35, "龙": 25, "陆": 15, "潘": 15, "石": 15, "王": 75},
    "53": NATIONAL_SURNAMES | {"杨": 70, "李": 90, "罗": 25, "普": 12, "和": 12, "段": 10, "白": 10},
}
# Who lives there, in percent.
ETHNICITIES: dict[str, dict[str, int]] = {
    "": {Ethnicity.HAN: 92, Ethnicity.HUI: 3, Ethnicity.MANCHU: 3, Ethnicity.ZHUANG: 2},
    "43": {Ethnicity.HAN: 88, Ethnicity.TUJIA: 5, Ethnicity.MIAO: 4, Ethnicity.DONG: 2, Ethnicity.YAO: 1},
    "4331": {Ethnicity.MIAO: 44, Ethnicity.TUJIA: 38, Ethnicity.HAN: 18},
    "433124": {Ethnicity.MIAO: 77, Ethnicity.TUJIA: 8, Ethnicity.HAN: 15},
    "45": {Ethnicity.HAN: 50, Ethnicity.ZHUANG: 42, Ethnicity.YAO: 5, Ethnicity.MIAO: 2, Ethnicity.DONG: 1},
    "52": {Ethnicity.HAN: 50, Ethnicity.MIAO: 20, Ethnicity.BOUYEI: 14, Ethnicity.DONG: 8, Ethnicity.TUJIA: 8},
    "53": {Ethnicity.HAN: 55, Ethnicity.YI: 20, Ethnicity.BAI: 10, Ethnicity.HANI: 8, Ethnicity.DAI: 7},
    "54": {Ethnicity.TIBETAN: 98, Ethnicity.HAN: 2},
    "65": {Ethnicity.UYGHUR: 92, Ethnicity.HAN: 6, Ethnicity.KAZAKH: 2},
}

# The generation poem: brothers and cousins share its character, their sons have the next one.
GENERATIONS = "光正通大显昌明家世文兴国安邦德永先绍启廷秀发成"

# Characters of given names, by the year before which somebody was born.
MEN = by_age(
    (1950, "福贵财顺生清荣华富金银木土万春喜寿山林元"),
    (1970, "国建明军平文志华民忠义和东红胜利成林江海"),
    (1990, "勇军伟强海波辉刚斌鹏飞超峰涛杰云龙兵松健"),
    (2100, "浩宇鑫杰俊磊涛航轩博文睿晨阳泽凯豪毅辰逸"),
)
WOMEN = by_age(
    (1950, "秀英兰凤珍桂玉香莲妹翠菊梅银花姣莉满细莹"),
    (1970, "英梅芳兰菊玉琴香珍萍云群霞秀华莲桃美清凤"),
    (1990, "丽艳红霞燕玲琼娟敏芬芳英萍群莉晓慧梅春华"),
    (2100, "婷欣怡雨佳慧雪颖静梦琪瑶思语诗涵嘉悦萱妍"),
)
SINGLE = by_age((1950, 0.1), (1970, 0.2), (1990, 0.4), (2100, 0.25))  # share of given names of one character

# Names without surname: one's own and the father's, with a middle dot between; and two words of two syllables.
UYGHUR_MEN = ("买买提", "阿卜杜拉", "吐尔逊", "艾合买提", "努尔麦麦提", "依明", "玉素甫", "阿不力孜", "托合提", "亚森")
UYGHUR_WOMEN = ("阿依古丽", "帕提古丽", "古丽娜尔", "热孜万", "阿曼古丽", "米热古丽", "布威海丽", "努尔古丽")
TIBETAN_MEN = ("扎西", "次仁", "多吉", "平措", "丹增", "洛桑", "旺堆", "尼玛", "达瓦", "顿珠", "格桑", "巴桑")
TIBETAN_WOMEN = ("卓玛", "央金", "拉姆", "德吉", "白玛", "曲珍", "仓决", "次仁", "格桑", "尼玛", "达瓦", "卓嘎")
