/**
 * Traditional and look-alike forms of the characters that the product's words are written with, and below each of
 * them its usual form. A whole converter would be too large for the browser, and is not needed: the rest of a text
 * tells no claim.
 */
const OTHER_FORMS =
  '並乾亞佔併來侷係個們倫傢傳僅價優內兩別刪則創劃務區卽厤厲員唸啓啟單噹國圍團場塊奧奪奬學實審寫寬將專對導屆峯巔帶幷幹廣張強' +
  '彆後徑從復憑應戶換摺撥擇擊據攜敎敵數斷於時暢曆會枱査條業極榦榮樓標機檔檢檯權歡歷決準溫滿漲為無熱營爭爲獎獨獲產産畫畵當發' +
  '盃睏確碼禮種稱穩穫競箇節範簡糰約級終絕絡給絶綫網綵線編緻縣繫羣習聯聽脩腦膠臺與舉舊舘華萬蓋薦號衕衹裏補裝裡製複覈見規觀訂' +
  '註証詢試話詳誌認語調請諮證識譜議護譽豐貧貨費貼資賠質賬賭賴賺購賽贈車軍較載輸轉辦迴逕連週進運過達遙遞適選遺還醫釣釦鈅鈡銷' +
  '錢錯錶鍾鐘鑰長門閉開間閱閲關隊際隨險隻雙離電韆頁頂項領額願類風颱館馳驗體髮魚麪麫麵點黨齊蕞朂㝡囯囻隹惟';
const USUAL_FORMS =
  '并干亚占并来局系个们伦家传仅价优内两别删则创划务区即历厉员念启启单当国围团场块奥夺奖学实审写宽将专对导届峰巅带并干广张强' +
  '别后径从复凭应户换折拨择击据携教敌数断于时畅历会台查条业极干荣楼标机档检台权欢历决准温满涨为无热营争为奖独获产产画画当发' +
  '杯困确码礼种称稳获竞个节范简团约级终绝络给绝线网彩线编致县系群习联听修脑胶台与举旧馆华万盖荐号同只里补装里制复核见规观订' +
  '注证询试话详志认语调请咨证识谱议护誉丰贫货费贴资赔质账赌赖赚购赛赠车军较载输转办回径连周进运过达遥递适选遗还医钓扣钥钟销' +
  '钱错表钟钟钥长门闭开间阅阅关队际随险只双离电千页顶项领额愿类风台馆驰验体发鱼面面面点党齐最最最国国佳唯';

const usual = new Map(OTHER_FORMS.split('').map((form, index) => [form, USUAL_FORMS.charAt(index)]));

/** The usual form of a character; the character itself where none is known. Never longer or shorter. */
export function usualForm(character: string): string {
  return usual.get(character) ?? character;
}

/** A text with every character in its usual form. */
export function inUsualForms(text: string): string {
  return text.split('').map(usualForm).join('');
}
