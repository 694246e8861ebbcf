/** What the packages of country codes and names lack or have wrong. */

interface FormerCountry {
  name: string
  /** When ISO withdrew the code. Older withdrawals are known by the year. */
  withdrawn: string
}

/**
 * States and territories that ended, by ISO 3166-3 code: those that were divided or joined another, and
 * Yugoslavia. Not those that have another name since (Burma, BUMM, is MM). Read in iso3166-3.json of
 * Debian's iso-codes; the packages have no dates.
 */
export const FORMER_COUNTRIES: Readonly<Record<string, FormerCountry>> = {
  ANHH: { name: 'Netherlands Antilles', withdrawn: '2010-12-15' },
  BQAQ: { name: 'British Antarctic Territory', withdrawn: '1979' },
  CSHH: { name: 'Czechoslovakia', withdrawn: '1993-06-15' },
  CSXX: { name: 'Serbia and Montenegro', withdrawn: '2006-09-26' },
  CTKI: { name: 'Canton and Enderbury Islands', withdrawn: '1984' },
  DDDE: { name: 'German Democratic Republic', withdrawn: '1990-10-30' },
  FQHH: { name: 'French Southern and Antarctic Territories', withdrawn: '1979' },
  FXFR: { name: 'Metropolitan France', withdrawn: '1997-07-14' },
  GEHH: { name: 'Gilbert and Ellice Islands', withdrawn: '1979' },
  JTUM: { name: 'Johnston Island', withdrawn: '1986' },
  MIUM: { name: 'Midway Islands', withdrawn: '1986' },
  NQAQ: { name: 'Dronning Maud Land', withdrawn: '1983' },
  NTHH: { name: 'Neutral Zone', withdrawn: '1993-07-12' },
  PCHH: { name: 'Trust Territory of the Pacific Islands', withdrawn: '1986' },
  PUUM: { name: 'United States Miscellaneous Pacific Islands', withdrawn: '1986' },
  PZPA: { name: 'Panama Canal Zone', withdrawn: '1980' },
  SKIN: { name: 'Sikkim', withdrawn: '1975' },
  SUHH: { name: 'Union of Soviet Socialist Republics', withdrawn: '1992-08-30' },
  VDVN: { name: 'Democratic Republic of Viet-Nam', withdrawn: '1977' },
  WKUM: { name: 'Wake Island', withdrawn: '1986' },
  YDYE: { name: 'Democratic Yemen', withdrawn: '1990-08-14' },
  YUCS: { name: 'Yugoslavia', withdrawn: '2003-07-23' },
}

/** English names that documents use and the packages lack. */
export const COMMON_NAMES: Readonly<Record<string, readonly string[]>> = {
  // Short and informal names.
  AE: ['Emirates'],
  AG: ['Antigua'],
  BA: ['Bosnia'],
  BF: ['Burkina'],
  CD: ['DRC', 'DR Congo', 'Democratic Republic of Congo', 'Congo (Kinshasa)'],
  CG: ['Congo (Brazzaville)'],
  GB: ['Britain'],
  IE: ['Republic of Ireland'],
  KP: ['DPRK'],
  LA: ['Lao PDR'],
  PS: ['Occupied Palestinian Territory', 'Palestinian Territories'],
  SK: ['Slovak Republic'],
  ST: ['Sao Tome'],
  TT: ['Trinidad'],
  US: ['America'],
  VA: ['Vatican', 'Vatican City', 'Vatican City State'],
  VC: ['Saint Vincent'],
  // Names of earlier days. ISO 3166-3 has some of those after 1974 only.
  BY: ['Byelorussia'],
  DE: ['Federal Republic of Germany', 'FRG', 'West Germany'],
  ET: ['Abyssinia'],
  IR: ['Persia'],
  KG: ['Kirghizia'],
  KH: ['Democratic Kampuchea', 'Kampuchea'],
  LK: ['Ceylon'],
  LY: ['Libyan Arab Jamahiriya'],
  MK: ['Former Yugoslav Republic of Macedonia', 'FYROM', 'Republic of Macedonia'],
  TH: ['Siam'],
  VN: ['Republic of Viet-Nam', 'South Vietnam'],
  WS: ['Western Samoa'],
  ZA: ['Union of South Africa'],
  ZW: ['Rhodesia'],
  // The name of both: of China in the United Nations until 1971, of Taiwan today.
  CN: ['Republic of China'],
  TW: ['Republic of China'],
  // States and territories that ended.
  DDDE: ['East Germany', 'GDR'],
  SUHH: ['Soviet Union'],
  VDVN: ['North Vietnam'],
  YDYE: ["People's Democratic Republic of Yemen", 'South Yemen'],
  YUCS: ['Federal Republic of Yugoslavia', 'Socialist Federal Republic of Yugoslavia'],
}

/** Dhivehi: names of other countries stand under at least five codes, such as Malta under ML. */
export const UNUSABLE_LANGUAGE = 'dv'

/** Turkmen: the name of Iran stands under IQ, too. */
export const WRONG_NAME = { language: 'tk', code: 'IQ' }
