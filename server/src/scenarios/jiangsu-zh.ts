/** The province that the installation serves, and its cities, as the census of 2020 counted them. */
export interface City {
  /** Administrative division code. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly areaCode: string;
  /** Residents in 2020. */
  readonly population: number;
}

export const PROVINCE = { code: '320000', nameZh: '江苏', nameEn: 'Jiangsu' } as const;

export const CITIES: readonly City[] = [
  { code: '320100', nameZh: '南京', nameEn: 'Nanjing', areaCode: '025', population: 9_314_685 },
  { code: '320200', nameZh: '无锡', nameEn: 'Wuxi', areaCode: '0510', population: 7_462_135 },
  { code: '320300', nameZh: '徐州', nameEn: 'Xuzhou', areaCode: '0516', population: 9_083_790 },
  { code: '320400', nameZh: '常州', nameEn: 'Changzhou', areaCode: '0519', population: 5_278_121 },
  { code: '320500', nameZh: '苏州', nameEn: 'Suzhou', areaCode: '0512', population: 12_748_262 },
  { code: '320600', nameZh: '南通', nameEn: 'Nantong', areaCode: '0513', population: 7_726_635 },
  { code: '320700', nameZh: '连云港', nameEn: 'Lianyungang', areaCode: '0518', population: 4_599_360 },
  { code: '320800', nameZh: '淮安', nameEn: "Huai'an", areaCode: '0517', population: 4_556_230 },
  { code: '320900', nameZh: '盐城', nameEn: 'Yancheng', areaCode: '0515', population: 6_709_629 },
  { code: '321000', nameZh: '扬州', nameEn: 'Yangzhou', areaCode: '0514', population: 4_559_797 },
  { code: '321100', nameZh: '镇江', nameEn: 'Zhenjiang', areaCode: '0511', population: 3_210_418 },
  { code: '321200', nameZh: '泰州', nameEn: 'Taizhou', areaCode: '0523', population: 4_512_762 },
  { code: '321300', nameZh: '宿迁', nameEn: 'Suqian', areaCode: '0527', population: 4_986_192 },
];

/** The province's e-channels, in the order in which people name them. */
export const CHANNELS = [
  { code: 'web', nameZh: '网厅', nameEn: 'Web hall' },
  { code: 'app', nameZh: '掌厅', nameEn: 'App' },
  { code: 'h5', nameZh: 'H5', nameEn: 'H5' },
  { code: 'sms', nameZh: '短厅', nameEn: 'SMS hall' },
  { code: 'terminal', nameZh: '自助终端', nameEn: 'Self-service terminal' },
  { code: 'wechat', nameZh: '微信', nameEn: 'WeChat' },
] as const;
