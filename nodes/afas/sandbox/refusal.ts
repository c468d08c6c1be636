/** The languages in which Profit refuses. Anything else is answered in the language of the environment. */
export type Language = 'nl' | 'en' | 'de' | 'fr'

const texts = {
  'not-found': {
    nl: "De waarde '{value}' bij '{field}' bestaat niet.",
    en: "The value '{value}' for '{field}' does not exist.",
    de: "Der Wert '{value}' bei '{field}' ist nicht vorhanden.",
    fr: "La valeur '{value}' pour '{field}' n'existe pas.",
  },
  mandatory: {
    nl: "Vul een waarde in bij '{field}'.",
    en: "Enter a value for '{field}'.",
    de: "Geben Sie einen Wert für '{field}' ein.",
    fr: "Saisissez une valeur pour '{field}'.",
  },
  'too-long': {
    nl: "De waarde bij '{field}' is te lang: maximaal {length} tekens.",
    en: "The value for '{field}' is too long: {length} characters at most.",
    de: "Der Wert bei '{field}' ist zu lang: maximal {length} Zeichen.",
    fr: "La valeur pour '{field}' est trop longue : {length} caractères au maximum.",
  },
  invalid: {
    nl: "De waarde '{value}' is ongeldig bij '{field}'.",
    en: "The value '{value}' is not valid for '{field}'.",
    de: "Der Wert '{value}' ist bei '{field}' ungültig.",
    fr: "La valeur '{value}' n'est pas valable pour '{field}'.",
  },
  'unknown-field': {
    nl: "Het veld '{field}' is onbekend bij '{object}'.",
    en: "The field '{field}' is not known in '{object}'.",
    de: "Das Feld '{field}' ist bei '{object}' unbekannt.",
    fr: "Le champ '{field}' est inconnu dans '{object}'.",
  },
  'unknown-object': {
    nl: "Het onderdeel '{field}' is onbekend bij '{object}'.",
    en: "The object '{field}' is not known in '{object}'.",
    de: "Das Objekt '{field}' ist bei '{object}' unbekannt.",
    fr: "L'objet '{field}' est inconnu dans '{object}'.",
  },
  exists: {
    nl: "'{field}' met de waarde '{value}' bestaat al.",
    en: "'{field}' with the value '{value}' exists already.",
    de: "'{field}' mit dem Wert '{value}' existiert bereits.",
    fr: "'{field}' avec la valeur '{value}' existe déjà.",
  },
  blocked: {
    nl: "'{value}' bij '{field}' is geblokkeerd.",
    en: "'{value}' for '{field}' is blocked.",
    de: "'{value}' bei '{field}' ist gesperrt.",
    fr: "'{value}' pour '{field}' est bloqué.",
  },
  ambiguous: {
    nl: "Er zijn meerdere mogelijkheden voor '{value}' bij '{field}'.",
    en: "There are several matches for '{value}' of '{field}'.",
    de: "Es gibt mehrere Treffer für '{value}' bei '{field}'.",
    fr: "Il y a plusieurs correspondances pour '{value}' de '{field}'.",
  },
  'in-use': {
    nl: "'{value}' is in gebruik en kan niet worden gewijzigd of verwijderd.",
    en: "'{value}' is in use and cannot be changed or deleted.",
    de: "'{value}' wird verwendet und kann nicht geändert oder gelöscht werden.",
    fr: "'{value}' est utilisé et ne peut être ni modifié ni supprimé.",
  },
  'one-row': {
    nl: "Bij '{field}' is één regel toegestaan.",
    en: "Only one row is allowed for '{field}'.",
    de: "Bei '{field}' ist nur eine Zeile erlaubt.",
    fr: "Une seule ligne est permise pour '{field}'.",
  },
  shape: {
    nl: "Het bericht is niet opgebouwd zoals '{object}' voorschrijft: {field}.",
    en: "The message is not built as '{object}' prescribes: {field}.",
    de: "Die Nachricht ist nicht wie '{object}' aufgebaut: {field}.",
    fr: "Le message n'est pas construit comme '{object}' le prescrit : {field}.",
  },
  unsupported: {
    nl: "De connector '{value}' wordt niet ondersteund of de gebruiker is niet geautoriseerd.",
    en: "The connector '{value}' is not supported or the user is not authorised.",
    de: "Der Connector '{value}' wird nicht unterstützt oder der Benutzer ist nicht autorisiert.",
    fr: "Le connecteur '{value}' n'est pas pris en charge ou l'utilisateur n'est pas autorisé.",
  },
  'no-stock': {
    nl: "Van '{value}' is onvoldoende voorraad in magazijn '{field}'.",
    en: "There is not enough stock of '{value}' in warehouse '{field}'.",
    de: "Von '{value}' ist im Lager '{field}' nicht genügend Bestand vorhanden.",
    fr: "Le stock de '{value}' est insuffisant dans l'entrepôt '{field}'.",
  },
  unbalanced: {
    nl: 'De boeking is niet in evenwicht: {value}.',
    en: 'The entry does not balance: {value}.',
    de: 'Die Buchung ist nicht ausgeglichen: {value}.',
    fr: "L'écriture n'est pas équilibrée : {value}.",
  },
  dimension: {
    nl: "Verbijzonderingscode voor as '{field}' moet zijn gevuld bij rekening {value}.",
    en: "An allocation code for axis '{field}' must be filled for account {value}.",
    de: "Für Konto {value} muss ein Code der Achse '{field}' gefüllt sein.",
    fr: "Le code d'affectation de l'axe '{field}' est obligatoire pour le compte {value}.",
  },
  'closed-period': {
    nl: 'Periode {value} is geblokkeerd.',
    en: 'Period {value} is blocked.',
    de: 'Periode {value} ist gesperrt.',
    fr: 'La période {value} est bloquée.',
  },
  'locked-journal': {
    nl: 'Dagboek {value} is in gebruik bij een andere gebruiker.',
    en: 'Journal {value} is in use by another user.',
    de: 'Journal {value} wird von einem anderen Benutzer verwendet.',
    fr: 'Le journal {value} est utilisé par un autre utilisateur.',
  },
  'too-many': {
    nl: "Bij '{field}' zijn maximaal {length} regels toegestaan.",
    en: "At most {length} rows are allowed for '{field}'.",
    de: "Bei '{field}' sind höchstens {length} Zeilen erlaubt.",
    fr: "Au maximum {length} lignes sont permises pour '{field}'.",
  },
  'not-in-sandbox': {
    nl: "De sandbox voert '{value}' met deze bewerking nog niet uit; er is niets gewijzigd.",
    en: "The sandbox does not carry out '{value}' with this operation yet; nothing was changed.",
    de: "Die Sandbox führt '{value}' mit diesem Vorgang noch nicht aus; nichts wurde geändert.",
    fr: "Le bac à sable n'exécute pas encore '{value}' avec cette opération ; rien n'a été modifié.",
  },
  // The two below are the same in every language.
  'connector-field': { nl: "Connector field '{field}' not found" },
  'connector-blocked': { nl: 'This GetConnector (definition) is blocked' },
  unexpected: {
    nl: 'Er is een onverwachte fout opgetreden.',
    en: 'An unexpected error has occurred.',
    de: 'Ein unerwarteter Fehler ist aufgetreten.',
    fr: "Une erreur inattendue s'est produite.",
  },
} as const satisfies Record<string, Partial<Record<Language, string>> & { nl: string }>

export type Reason = keyof typeof texts

const numbers: Partial<Record<Reason, number>> = {
  unsupported: -2147180996,
  'not-in-sandbox': -2147180996,
  'connector-blocked': -2147180996,
  unexpected: -2147180999,
  'connector-field': -2147180999,
}

/** Profit uses this one number for nearly every value it does not take. */
const valueNumber = -2147220469

export interface Details {
  readonly field?: string
  readonly value?: unknown
  readonly object?: string
  readonly length?: number
}

/** Values as a person would read them. */
function shown(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

/** A functional refusal: HTTP 500 with a text for people. The field is named by its label, as Profit does. */
export class Refusal extends Error {
  readonly reason: Reason
  readonly details: Details

  constructor(reason: Reason, details: Details = {}) {
    super(reason)
    this.reason = reason
    this.details = details
  }

  get errorNumber(): number {
    return numbers[this.reason] ?? valueNumber
  }

  text(language: Language, label: (field: string) => string): string {
    const form: Partial<Record<Language, string>> & { nl: string } = texts[this.reason]
    const { field, value, object, length } = this.details
    const parts: Readonly<Record<string, unknown>> = { field: field && label(field), value, object, length }
    return (form[language] ?? form.nl).replaceAll(/\{(\w+)\}/g, (_, name: string) => shown(parts[name]))
  }
}

/** `nl-nl`, `en-us`, `nl-be`, `fr-fr` and `de-de` are the languages of Profit; its environment here is Dutch. */
export function languageOf(header: string | string[] | undefined): Language {
  const first = (Array.isArray(header) ? header[0] : header)?.trim().slice(0, 2).toLowerCase()
  return first === 'en' || first === 'de' || first === 'fr' ? first : 'nl'
}
