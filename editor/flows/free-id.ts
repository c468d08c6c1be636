/** An id that no flow has: `orders`, `orders-2`, `orders-3`, … */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}-${number}`
  return id
}
