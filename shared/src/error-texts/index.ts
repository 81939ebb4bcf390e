export { firstErrorTexts as firstErrorTextsEn } from './first-en';
export { firstErrorTexts as firstErrorTextsZh } from './first-zh-CN';
export { otherErrorTexts as otherErrorTextsEn } from './other-en';
export { otherErrorTexts as otherErrorTextsZh } from './other-zh-CN';
export { errorValues as errorValuesEn } from './values-en';
export { errorValues as errorValuesZh } from './values-zh-CN';
export { CODED_PARAMS } from './coded-params';
