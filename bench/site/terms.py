"""The glossary and the register of the invented archive: names that differ between the scripts."""

from __future__ import annotations

from typing import Final

from bench.site.phrases import words

_TERMS: Final = words("""
電子登記簿 电子登记册
流動查票機 移动检票机
雙語資料庫 双语数据库
潮汐預報程式 潮汐预报程序
智能門閘 智能闸机
網絡預約系統 网络预约系统
遠程監察鏡頭 远程监控摄像头
數碼航海圖 数字海图
無線對講機 无线对讲机
後備伺服器 备用服务器
掃描登記槍 扫码登记枪
影像存檔軟件 影像存档软件
列印工作站 打印工作站
滑鼠測繪板 鼠标测绘板
光纖接駁箱 光纤接驳箱
自動廣播程式 自动广播程序
溫度感應器 温度传感器
水位感應浮標 水位传感浮标
流動供電車 移动供电车
冷藏貨櫃 冷藏集装箱
單車停泊架 自行车停放架
無障礙的士站 无障碍出租车站
環島巴士專線 环岛公交专线
升降機檢查表 电梯检查表
緊急救生衣櫃 应急救生衣柜
乾船塢排期表 干船坞排期表
岸邊吊機 岸边起重机
衞星定位手錶 卫星定位手表
雷射測距儀 激光测距仪
太陽能充電板 太阳能充电板
鋰電池更換站 锂电池更换站
保安巡邏日誌 安保巡逻日志
公積金登記冊 公积金登记簿
個案編號索引 案例编号索引
貨倉盤點程式 仓库盘点程序
出口報關單範本 出口报关单模板
茶葉分級圖鑑 茶叶分级图谱
麵粉濕度計 面粉湿度计
陶瓷掃描檔案 陶瓷扫描文件
魚類標籤機 鱼类标签机
學生保險計劃書 学生保险方案
護理排班程式 护理排班程序
血液冷鏈箱 血液冷链箱
牙科流動車 牙科流动车
窄軌信號燈 窄轨信号灯
月台幕門 站台屏蔽门
編組調度屏幕 编组调度屏
划艇計時器 划艇计时器
皮影戲錄影檔 皮影戏录像文件
合唱譜資料夾 合唱谱文件夹
""")
TERMS: Final = tuple(zip(_TERMS[::2], _TERMS[1::2], strict=True))
"""Fifty things, in Traditional and in Simplified wording."""

_ORGANISATIONS: Final = words("""
qinghe-port 青禾市港務調度局 青禾市港务调度局
baiyu-farms 白榆縣農會聯社 白榆县农会联合社
wangchao-data 望潮島資訊署 望潮岛信息署
yundu-rail 雲渡州窄軌鐵路處 云渡州窄轨铁路处
shilu-ferries 石鹿灣渡輪公司 石鹿湾轮渡公司
changxi-customs 長汐港驗貨所 长汐港验货所
beili-schools 北籬市校務委員會 北篱市校务委员会
xingcha-weather 星槎島氣象台 星槎岛气象台
yanqiao-salt 鹽橋市鹽田保育會 盐桥市盐田保育会
songyin-library 松隱縣流動圖書館 松隐县流动图书馆
wumen-lights 霧門市燈號事務處 雾门市灯号事务处
chiyang-forest 赤楊州防風林辦事處 赤杨州防风林办事处
yinwei-birds 銀葦湖區候鳥站 银苇湖区候鸟站
mailing-flour 麥嶺市麵粉同業會 麦岭市面粉同业会
yuanfan-ships 遠帆港驗船所 远帆港验船所
zhuwu-tea 竹塢縣茶葉檢驗所 竹坞县茶叶检验所
jinsuo-silk 金梭市絲織公會 金梭市丝织公会
luoxing-rowing 落星灣划艇總會 落星湾划艇总会
cihu-kilns 瓷湖市窯務研究所 瓷湖市窑务研究所
ludi-choir 蘆笛州合唱節秘書處 芦笛州合唱节秘书处
""")
ORGANISATIONS: Final = tuple(
    zip(_ORGANISATIONS[::3], _ORGANISATIONS[1::3], _ORGANISATIONS[2::3], strict=True)
)
"""Twenty offices: id and the name in both scripts."""

WORDS: Final = (
    ("資料", "数据"),
    ("數據", "数据"),
    ("諮詢", "咨询"),
    ("發言人說", "发言人称"),
    ("介面", "界面"),
    ("毋須", "无须"),
    ("網上", "线上"),
    ("告示", "公告"),
    ("櫃位", "柜台"),
    ("洗手間", "卫生间"),
    ("義工", "志愿者"),
    ("合共", "共计"),
    ("加幅", "涨幅"),
    ("短片", "短视频"),
    ("截稿前", "截至发稿"),
    ("「", "“"),
    ("」", "”"),
    ("『", "‘"),
    ("』", "’"),
)
"""How the mainland says what the phrases say; the other characters go through OpenCC."""
