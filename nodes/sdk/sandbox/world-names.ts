/** The words that a world is put together from. Only the order of use depends on the seed, never these lists. */

export interface GroupWords {
  readonly code: string
  readonly title: string
  readonly prefix: string
  readonly unit: string
  readonly vatRate: 21 | 9 | 0
  readonly names: readonly string[]
  readonly kinds: readonly string[]
  /** In cents, VAT included. */
  readonly price: readonly [number, number]
  readonly grams: readonly [number, number]
}

export const groupWords: readonly GroupWords[] = [
  {
    code: 'KOFFIE',
    title: 'Koffie',
    prefix: 'KOF',
    unit: 'stk',
    vatRate: 9,
    price: [595, 2495],
    grams: [250, 1000],
    names: ['Espressobonen', 'Filterkoffie', 'Koffiebonen', 'Décafé bonen', 'Huismelange', 'Espresso gemalen'],
    kinds: [
      'De Haven 250 g',
      'De Haven 1 kg',
      'Ethiopië Yirgacheffe 250 g',
      'Colombia Huila 500 g',
      'Sumatra 250 g',
      'Guatemala 1 kg',
      'winterbrand 250 g',
      'biologisch 500 g',
    ],
  },
  {
    code: 'THEE',
    title: 'Thee',
    prefix: 'THE',
    unit: 'stk',
    vatRate: 9,
    price: [395, 1495],
    grams: [50, 250],
    names: ['Losse thee', 'Theezakjes', 'Kruidenthee', 'Groene thee', 'Zwarte thee', 'Rooibos'],
    kinds: [
      'Earl Grey 100 g',
      'verse munt 20 st.',
      'Sencha 100 g',
      'kaneel & sinaasappel 75 g',
      'Assam 250 g',
      'kamille 20 st.',
    ],
  },
  {
    code: 'LEKKER',
    title: 'Lekkers',
    prefix: 'LEK',
    unit: 'stk',
    vatRate: 9,
    price: [195, 1295],
    grams: [80, 600],
    names: ['Stroopwafels', 'Speculaas', 'Chocoladereep', 'Kletskoppen', 'Honing', 'Jam', 'Gevulde koeken'],
    kinds: ['roomboter 10 st.', 'puur 72%', 'zeezout & karamel', 'aardbei 340 g', 'in blik', 'amandel 6 st.'],
  },
  {
    code: 'SERVIES',
    title: 'Servies',
    prefix: 'SER',
    unit: 'stk',
    vatRate: 21,
    price: [495, 4995],
    grams: [150, 1800],
    names: ['Mok', 'Espressokopje', 'Schotel', 'Theepot', 'Cappuccinokop', 'Melkkan', 'Suikerpot', 'Taartplateau'],
    kinds: ['zeeblauw', 'roomwit', 'Delfts randje', 'handgedraaid', 'met oor', 'set van 4', 'steengoed', 'XL'],
  },
  {
    code: 'ZETTEN',
    title: 'Zetten en malen',
    prefix: 'ZET',
    unit: 'stk',
    vatRate: 21,
    price: [995, 24900],
    grams: [200, 6000],
    names: ['Handmolen', 'Percolator', 'Slow-coffeekan', 'Melkopschuimer', 'Weegschaal', 'Filterhouder', 'Waterkoker'],
    kinds: ['rvs', 'glas 600 ml', '6 kops', 'V60', 'zwanenhals', 'mat zwart', 'beukenhout'],
  },
  {
    code: 'TEXTIEL',
    title: 'Textiel',
    prefix: 'TEX',
    unit: 'stk',
    vatRate: 21,
    price: [895, 3995],
    grams: [90, 500],
    names: ['Theedoek', 'Schort', 'Tafelloper', 'Ovenwant', 'T-shirt De Haven', 'Katoenen tas'],
    kinds: ['gestreept', 'linnen', 'havenblauw', 'geruit', 'biologisch katoen', 'set van 2'],
  },
  {
    code: 'BOEKEN',
    title: 'Boeken en kaarten',
    prefix: 'BOE',
    unit: 'stk',
    vatRate: 9,
    price: [295, 2995],
    grams: [20, 900],
    names: ['Kookboek', 'Wenskaart', 'Receptenboekje', 'Koffiegids', 'Kaartenset'],
    kinds: ['Bakken met De Haven', 'Havengezicht', 'Koffie thuis', 'Lunch voor twee', 'Winter aan de kade'],
  },
  {
    code: 'CADEAU',
    title: 'Cadeaus en bonnen',
    prefix: 'CAD',
    unit: 'stk',
    vatRate: 0,
    price: [1000, 10000],
    grams: [5, 20],
    names: ['Cadeaubon', 'Proeverijbon', 'Workshopbon'],
    kinds: ['10 euro', '25 euro', '50 euro', 'voor twee', 'latte art'],
  },
]

export const dimensionWords = {
  size: {
    code: 'MAAT',
    title: 'Maat',
    values: [
      ['S', 'S'],
      ['M', 'M'],
      ['L', 'L'],
      ['XL', 'XL'],
    ],
  },
  colour: {
    code: 'KLEUR',
    title: 'Kleur',
    values: [
      ['BL', 'Blauw'],
      ['WT', 'Wit'],
      ['GR', 'Groen'],
    ],
  },
} as const

export const firstNames: readonly string[] = [
  'Noor',
  'Daan',
  'Sanne',
  'Bram',
  'Fatima',
  'Jeroen',
  'Lieke',
  'Mohamed',
  'Anouk',
  'Thijs',
  'Eva',
  'Pieter',
  'Zoë',
  'Joost',
  'Merel',
  'Sem',
  'Hanneke',
  'Ruben',
  'Ayşe',
  'Wout',
  'Femke',
  'Stijn',
  'Marit',
  'Koen',
  'Chloé',
  'Jürgen',
  'Renée',
  'Anne-Marie',
  'Youssef',
  'Ilse',
]

/** Prefix and last name, the Dutch way: "van der" is not part of the name it stands before. */
export const lastNames: readonly (readonly [string, string])[] = [
  ['', 'Bakker'],
  ['de', 'Vries'],
  ['van den', 'Berg'],
  ['van der', 'Meer'],
  ['', 'Jansen'],
  ['', 'Smit'],
  ['de', 'Boer'],
  ['', 'Mulder'],
  ['', 'El Amrani'],
  ["van 't", 'Hof'],
  ['', 'Visser'],
  ['ter', 'Braak'],
  ['', 'Yılmaz'],
  ['van', 'Leeuwen'],
  ['', 'Dekker'],
  ['', 'Brouwer'],
  ['', "O'Connor"],
  ['op den', 'Akker'],
  ['', 'Müller'],
  ['', 'Peeters-Claes'],
  ['', 'Kuipers'],
  ['in', "'t Veld"],
  ['', 'Schouten'],
  ['', 'Willems'],
  ['de la', 'Fontaine'],
  ['', 'Hendriks'],
  ['', 'Postma'],
  ['', 'Çelik'],
]

export const companyWords: readonly (readonly string[])[] = [
  [
    'Brasserie',
    'Lunchroom',
    'Kantoor',
    'Hotel',
    'Bakkerij',
    'Drukkerij',
    'Architectenbureau',
    'Boekhandel',
    'Studio',
    'Café',
  ],
  [
    'De Kade',
    'Noorderlicht',
    'Van Dijk & Zonen',
    'Het Anker',
    'Zuiderzee',
    'De Molen',
    'Oosterpoort',
    'Lindehof',
    'Waterland',
    'De Ruyter',
  ],
  ['B.V.', 'B.V.', 'V.O.F.', '', 'Groep B.V.', 'N.V.'],
]

export interface PlaceWords {
  readonly city: string
  readonly postalCode: string
  readonly province?: string
}

export const places: Readonly<Record<string, readonly PlaceWords[]>> = {
  NL: [
    { city: 'Amersfoort', postalCode: '3811 AB' },
    { city: 'Utrecht', postalCode: '3512 JE' },
    { city: "'s-Hertogenbosch", postalCode: '5211 RX' },
    { city: 'Groningen', postalCode: '9712CP' },
    { city: 'Den Haag', postalCode: '2511 CV' },
    { city: 'Ede', postalCode: '6711 BN' },
    { city: 'Leeuwarden', postalCode: '8911 KE' },
    { city: 'Maastricht', postalCode: '6211 LS' },
  ],
  BE: [
    { city: 'Antwerpen', postalCode: '2000' },
    { city: 'Gent', postalCode: '9000' },
    { city: 'Liège', postalCode: '4000' },
  ],
  DE: [
    { city: 'Köln', postalCode: '50667' },
    { city: 'Münster', postalCode: '48143' },
    { city: 'Berlin', postalCode: '10115' },
  ],
  FR: [
    { city: 'Lille', postalCode: '59000' },
    { city: 'Paris', postalCode: '75011' },
  ],
  GB: [
    { city: 'London', postalCode: 'SW1A 1AA' },
    { city: 'Whitby', postalCode: 'YO22 4BH' },
  ],
  US: [
    { city: 'Austin', postalCode: '78701', province: 'TX' },
    { city: 'Brooklyn', postalCode: '11201', province: 'NY' },
  ],
}
