const locale = () => (typeof navigator === 'undefined' ? 'en' : navigator.language)

/** 14:31:17.6: a trace tells tenths of a second. */
export function exactTime(iso: string, tenths = true): string {
  return new Intl.DateTimeFormat(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    ...(tenths ? { fractionalSecondDigits: 1 } : {}),
  }).format(new Date(iso))
}

export function dayOf(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(iso))
}

export const isToday = (iso: string) => new Date(iso).toDateString() === new Date().toDateString()

/** Size of what was sent, as people read it. */
export function sizeOf(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value) ?? '').length
  return bytes < 1_024 ? `${String(bytes)} B` : `${(bytes / 1_024).toFixed(1)} kB`
}
