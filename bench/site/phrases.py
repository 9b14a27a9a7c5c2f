"""What the invented articles are put together from, in Hong Kong's Traditional Chinese.

Places, offices, plans and people exist nowhere but here. Braces name what ``articles.Draw`` fills
in: ``a``, ``b``, ``plan``, ``topic`` are the article's own, the others are drawn each time.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> tuple[str, ...]:
    """Names with white space between them."""
    return tuple(text.split())


def _named(text: str) -> dict[str, str]:
    """Chinese name → what stands for it in addresses."""
    found = words(text)
    return dict(zip(found[::2], found[1::2], strict=True))


SOURCES: Final = ("虛構樣本", "虚构样本")
"""The source of every article says that it is an invented sample, in each script."""

SECTIONS: Final = (
    ("harbours", "港灣事務", "港湾事务"),
    ("trade", "貿易往來", "贸易往来"),
    ("science", "科學研究", "科学研究"),
    ("schools", "學校教育", "学校教育"),
    ("health", "醫療健康", "医疗健康"),
    ("rail", "鐵路運輸", "铁路运输"),
    ("farming", "農業漁業", "农业渔业"),
    ("culture", "文化體育", "文化体育"),
)
"""Id and name in both scripts."""

PLACES: Final = _named("""
青禾市 qinghe
白榆縣 baiyu
望潮島 wangchao
雲渡州 yundu
石鹿灣 shilu
長汐港 changxi
北籬市 beili
星槎島 xingcha
鹽橋市 yanqiao
松隱縣 songyin
霧門市 wumen
赤楊州 chiyang
銀葦湖區 yinwei
麥嶺市 mailing
遠帆港 yuanfan
竹塢縣 zhuwu
金梭市 jinsuo
落星灣 luoxing
寒蟬谷 hanchan
瓷湖市 cihu
燈籠嶼 denglong
藍磚城 lanzhuan
蘆笛州 ludi
穀倉鎮 gucang
""")
"""Invented places, with what stands for them in addresses."""

TOPICS: Final = _named("""
電纜維修 cable
船舶檢驗 ships
海水淡化 seawater
橋樑養護 bridges
夜間渡輪 ferries
港口調度 port
乾貨倉儲 storage
麵粉出口 flour
茶葉標籤 tea
鐘錶零件 clocks
絲織品關稅 silk
舊書流通 books
潮汐發電 tides
氣象觀測 weather
候鳥追蹤 birds
土壤測量 soil
光譜分析 spectra
陶瓷修復 ceramics
教師交流 teachers
學分轉換 credits
夏令營安全 camps
圖書館借閱 library
遠程診症 clinic
血液儲備 blood
牙齒保健 teeth
營養午餐 lunches
護理人手 nurses
窄軌鐵路 railway
月台擴建 platforms
貨車編組 wagons
票務系統 tickets
單車徑連接 cycling
稻米收割 rice
漁網回收 nets
果樹嫁接 orchards
灌溉水閘 sluices
蜂蜜檢測 honey
划艇比賽 rowing
皮影戲傳承 puppets
合唱節統籌 choir
""")
"""What articles are about, with what stands for it in addresses."""

PLANS: Final = words("""
潮間帶共同管理辦法 渡輪航線互通方案 兩岸倉庫共用章程 氣象資料交換細則
舊橋復修五年計劃 跨灣學分互換安排 夜航燈號統一規程 漁汛期聯絡守則
窄軌車廂租用合約 果苗檢疫便利措施 流動圖書車聯營協議 血庫互助備忘錄
鐘錶工匠資格互認安排 鹽田濕地保育綱領 划艇賽事輪辦協定 茶葉產地標籤準則
海底管道聯合巡查計劃 教師駐校交流方案 皮影戲檔案合編計劃 貨運單據簡化辦法
防風林補種章程 候鳥棲息地名錄 陶土開採上限協議 合唱節常設秘書處章程
""")

TAG_HEADS: Final = words("""
港口 渡輪 橋樑 倉庫 茶葉 蜂蜜 絲綢 陶瓷 氣象 潮汐 土壤 候鳥 教師
學生 圖書 診所 護士 血液 鐵路 車站 單車 稻米 漁船 果園 划艇
""")
TAG_TAILS: Final = words("""
培訓 標準 統計 展覽 基金 保險 安全 維修
""")
TAGS: Final = tuple(head + tail for head in TAG_HEADS for tail in TAG_TAILS)
"""Two hundred, each the same in both scripts after going there and back."""

ROLES: Final = words("""
調度主任 總工程師 首席測量員 漁會理事 校長 護理總監 倉務督導 車務經理
圖書館館長 農會代表 檢驗所所長 渡輪船長 樂團指揮 議事廳書記 統計員
合作社司庫
""")
FAMILY: Final = "鍾葉范沈岑譚龔餘關鄺顧駱喬聶龐柳湯嚴賀殷"
GIVEN: Final = words("""
之航 雨禾 松年 曉嵐 遠聲 念慈 鶴鳴 知行 若谷 舒雲 啟東 映雪 澤川
樂山 星河 靜遠 望舒 長庚 穗豐 懷瑾
""")

TITLES: Final = (
    "{a}與{b}簽訂《{plan}》　{topic}列首批項目",
    "{topic}試行滿{n}個月　{a}計劃擴展至{b}",
    "《{plan}》進入第二階段　{a}公布時間表",
    "{a}檢討{topic}：後勤人手仍是難題",
    "{b}回覆{a}提問　{topic}收費維持不變",
    "從{a}到{b}：{topic}的{n}年紀錄",
    "{a}重開{topic}諮詢　居民可於{days}日內留言",
    "{city}例會談妥{topic}　{a}負責統籌",
)
SUMMARIES: Final = (
    "{a}和{b}就{topic}定出分工，首階段為期{n}個月，《{plan}》全文同日公開。",
    "{topic}的試行數字出爐，{a}認為方向正確，{b}則希望多留{days}日給居民適應。",
    "《{plan}》涵蓋{topic}等範疇，{a}預留{sum}，細節由聯合小組跟進。",
    "居民、船家和學校對{topic}各有期望；{a}與{b}同意先易後難，逐項落實。",
)
LEADS: Final = (
    "{a}與{b}{day}在{city}簽訂《{plan}》，訂明{topic}由雙方共同負責，首階段為期{n}個月，其後再按成效決定是否延續。",
    "經過{n}輪商議，{a}{day}宣布{topic}的安排大致敲定，{b}將派員駐守{city}，負責日常聯絡和紀錄。",
    "{role}{name}{day}在{city}的例會上表示，{topic}的準備工作已完成{share}，餘下部分須待{b}點算物資後才能動工。",
    "{a}{day}發表《{plan}》的進度報告，指{topic}比預期順利，但後備零件和{term}兩項仍然落後。",
    "{b}議事廳{day}以{count}票通過撥款{sum}，支持{a}提出的{topic}試驗，並要求每季公開帳目。",
    "籌備{n}年的{topic}{day}在{city}啟用，{a}與{b}的居民可以憑原有證件登記，毋須另外繳費。",
    "颱風季節過後，{a}重新檢視{topic}的安排，並邀請{b}和{c}在{month}前各自交出改善清單。",
    "《{plan}》踏入第{n}個年頭，{a}{day}公布的數字顯示，與{topic}有關的申請按年增加{share}。",
)
BODY: Final = (
    "根據文本，{a}須在{n}個月內完成{topic}的首輪勘察，結果連同圖表一併存放在{city}，供任何人查閱。",
    "{b}則負責提供{count}名人手和後備發電機，並在每月首個星期一向聯合小組匯報。",
    "費用方面，{a}承擔六成，其餘由{b}和{c}平分，預算合共{sum}，不足之數再行商討。",
    "{orgs}發言人說，過往紀錄散落在不同部門，光是複製和核對舊檔案便用了{days}日。",
    "參與測試的船家認為，新的{term}比從前方便，只是介面字體太小，年長的同行未必看得清楚。",
    "{role}{name}指出，{topic}牽涉的步驟繁複，若只改其中一環，後面的工序反而會積壓。",
    "小組又建議為{other}另立帳目，以免兩項開支混淆，並由{orgs}每半年抽查一次。",
    "{c}沒有派代表出席，但以書面回覆支持有關方向，並表示會在{month}前決定是否加入。",
    "文件附有{count}頁附錄，列出零件編號、檢驗次序和豁免情形，負責維修的人員須逐項簽署。",
    "居民最關心的是收費。{a}承諾首{n}個月維持現價，其後的加幅不會高過{share}。",
    "在{city}，攤販早已習慣凌晨開工；他們希望{topic}的時間表能夠配合，不要只顧日間的需要。",
    "{orgs}去年收到{count}宗查詢，當中約{share}與{topic}有關，大多在{days}日內得到答覆。",
    "工程人員在乾塘底部發現舊石階，須先由文物專員記錄，工期因此順延{days}日。",
    "{name}從事這一行已有{n}年，他說最難掌握的不是技術，而是潮水和風向的配合。",
    "與早前的《{plan2}》相比，新安排刪去了罰則，改為以互相提醒和公開紀錄的方式推動。",
    "為免影響候鳥，{days}日內的施工只限白天進行，夜間照明亦會調低至平日的一半。",
    "學校方面，{count}名學生報名擔任義工，負責量度水位、記錄氣溫和整理照片。",
    "{a}統計的資料顯示，採用{term}之後，平均輪候時間縮短了{share}，投訴也明顯減少。",
    "{b}的代表提出，{other}的經驗值得參考：先在一個碼頭試行，再按結果修訂細則。",
    "由於雨季延長，麵粉和乾貨的存放成為另一個難題，{orgs}已借出{n}個倉庫應急。",
    "聯絡人員須熟習兩地用語；小組為此編了一份對照表，收錄{count}個常用詞，隨文本派發。",
    "{role}{name}補充，萬一電力中斷，各站須在{n}小時內改用人手登記，並保留紙本紀錄{days}日。",
    "部分零件要從{c}運來，運費佔總開支約{share}，{a}正研究在本地複製模具。",
    "有意見認為{topic}不應與{other}捆綁，否則任何一方延誤，另一方也要停下來等候。",
    "{orgs}會在{city}設立臨時櫃位，協助沒有{term}的居民辦理手續，服務為期{days}日。",
    "首批{count}件器材已經運抵，外箱以兩種字體標示，方便兩地的工人核對。",
    "對於有人批評進度緩慢，{name}回應說，{topic}關係到日常起居，寧可多測試{n}次，也不想事後補救。",
    "按照規定，任何改動都要提前{days}日張貼告示，並在渡輪碼頭和車站廣播。",
    "{c}的經驗顯示，只要備有足夠的後備人手，{topic}在淡季停運檢修並不會造成混亂。",
    "雙方同意每年輪流在{city}和{city2}舉行檢討會，會議紀錄須在{days}日內公開。",
    "帳目由{orgs}審核，結餘撥入維修基金；若出現虧損，則按人口比例分擔。",
    "小組成員到訪{city2}時，見到當地以舊貨車改裝成流動服務站，認為值得仿效。",
    "技術人員解釋，{term}須與舊系統並行{n}個月，期間兩套紀錄都會保存，以便比對。",
    "一些老工匠擔心手藝失傳，{a}因此預留{sum}，資助他們收徒和拍攝示範短片。",
    "{b}計劃在{month}前完成裝修，屆時會開放{count}個座位，讓公眾旁聽小組會議。",
    "最新一輪抽樣調查訪問了{count}人，{share}表示滿意，其餘主要不滿指示牌不夠清楚。",
    "{name}翻開厚厚的航海日誌，逐頁指出哪些月份風浪較大，哪些日子適合運送易碎貨物。",
    "除了{topic}，雙方也談到{other}，但因數據不足，決定留待下次例會再議。",
    "所有紀錄均以雙語系統保存，任何一方更新之後，另一方的副本會在{n}小時內同步。",
    "{city}的居民組織建議加設遮陽篷和洗手間，{orgs}表示會一併考慮。",
)
RARE: Final = "首批參與者可免費領取跨灣通行卡，憑卡登船和借書，有效期為{n}個月。"
"""Names the thing that the glossary scenario gives another name."""
RARE_TERM: Final = ("跨灣通行卡", "跨湾出行卡")

QUOTES: Final = (
    "「我們不求一步到位，」{role}{name}說，「只求每一步都有人記錄、有人負責，後來的人看得明白。」",
    "> 「{topic}不是一張紙可以解決的事。頭{n}個月幾乎每天都要修改流程。」\n>\n> —— {name}，{role}",
    "{role}{name}形容：「以前是『各家自掃門前雪』，現在大家總算坐到同一張桌子前面。」",
    "> 「帳目公開，爭拗自然減少。居民要的只是一個準確的答覆。」\n>\n> —— {name}，{role}",
    "「只要{b}願意多走一步，{topic}的難題便解決了一半，」{name}這樣總結。",
)
HEADINGS: Final = words("""
安排的內容 緣起和經過 居民怎樣看 人手與物資 帳目和撥款 試行的數字
尚待解決的問題 下一步 技術細節 各地的做法
""")
INTROS: Final = ("聯合小組列出以下工作：", "例會通過的事項包括：", "首階段的重點如下：")
ITEMS: Final = (
    "在{n}個月內更換{topic}的老舊零件",
    "由{orgs}編寫雙語操作手冊，並附圖解",
    "每季公開一次帳目和抽查結果",
    "預留{sum}作為緊急維修之用",
    "為{count}名前線人員安排輪流培訓",
    "在{city}和{city2}各設一個服務站",
    "研究以{term}取代紙本登記",
    "邀請{c}派員觀察，並分享{other}的經驗",
    "把舊紀錄掃描存檔，原件交圖書館保管",
)
TABLE: Final = (
    "| 項目 | {a} | {b} |\n| --- | --- | --- |\n"
    "| {topic}開支 | {sum} | {sum2} |\n| 人手 | {count} | {count2} |\n"
    "| 完成比例 | {share} | {share2} |\n| 後備零件 | {n} | {n2} |"
)
IMAGE: Final = "![{city}的碼頭，工人正在點算{topic}所用的器材](/images/{picture})"
CLOSINGS: Final = (
    "下次例會定於{month}在{city}舉行，屆時會檢討{topic}首階段的成效。全文可在[聯合小組的網頁](https://plans.example.org/{number})查閱。",
    "截稿前，{c}尚未就{topic}作出正式回應。",
    "如有意見，可在{days}日內送交{orgs}，或經[網上表格](https://forms.example.org/{number})提交。",
    "有關{other}的背景，可參閱[早前的整理](https://archive.example.org/{number})。",
)
