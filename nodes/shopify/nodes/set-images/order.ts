export interface Move {
  readonly id: string
  /** From zero, as text: Shopify's type for it is larger than a number. */
  readonly newPosition: string
}

/**
 * What has to move so that ours stand in the order wanted, on the places that they have together: images of the shop stay
 * where they are.
 */
export function movesFor(current: readonly string[], wanted: readonly string[]): readonly Move[] {
  const there = new Set(current)
  const ours = wanted.filter((id) => there.has(id))
  const own = new Set(ours)
  let next = 0
  const target = current.map((id) => (own.has(id) ? (ours[next++] as string) : id))
  const order = [...current]
  const moves: Move[] = []
  for (const [place, id] of target.entries()) {
    if (order[place] === id) continue
    order.splice(order.indexOf(id), 1)
    order.splice(place, 0, id)
    moves.push({ id, newPosition: String(place) })
  }
  return moves
}
