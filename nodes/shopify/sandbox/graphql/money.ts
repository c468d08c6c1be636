/** Decimal text as the GraphQL API writes it: `84.9`, `10.0`. */
export function decimal(cents: number): string {
  const sign = cents < 0 ? '-' : ''
  const whole = Math.abs(cents)
  const rest = whole % 100
  const euros = (whole - rest) / 100
  if (rest === 0) return `${sign}${euros}.0`
  return rest % 10 === 0 ? `${sign}${euros}.${rest / 10}` : `${sign}${euros}.${rest < 10 ? '0' : ''}${rest}`
}

/** Always two decimals: prices of the catalogue and REST payloads. */
export const fixed = (cents: number): string => (cents / 100).toFixed(2)

export function bag(shop: number, presented: number, shopCurrency: string, presentedCurrency: string) {
  const shopMoney = { amount: decimal(shop), currencyCode: shopCurrency }
  return {
    shopMoney,
    presentmentMoney:
      shop === presented && shopCurrency === presentedCurrency
        ? shopMoney
        : { amount: decimal(presented), currencyCode: presentedCurrency },
  }
}
