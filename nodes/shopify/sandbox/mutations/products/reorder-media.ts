import { mediaOf, setMedia } from '../../files/files.ts'
import type { Context, Fields } from '../../graphql/context.ts'
import { gid, readGid } from '../../graphql/gid.ts'
import type { Shop } from '../../shop.ts'
import { findProduct, touchProduct } from '../../store/products.ts'
import { productChanged } from '../../webhooks/product-news.ts'
import { checkSize } from './problem.ts'

interface Args {
  readonly id: string
  readonly moves: readonly { readonly id: string; readonly newPosition: string | number }[]
}

interface Reorder {
  readonly product: number
  readonly moves: readonly { readonly file: number; readonly place: number }[]
}

/** Refuses at once what cannot be done, and does the rest a moment later, as the answer's job says. */
function reorder({ id, moves }: Args, { shop }: Context) {
  checkSize(moves, 'moves')
  const refused = (code: string, field: readonly string[], message: string) => {
    const error = { code, field, message }
    return { job: null, mediaUserErrors: [error], userErrors: [{ field, message }] }
  }
  const read = readGid(id)
  const product = read?.type === 'Product' ? findProduct(shop, read.id) : undefined
  if (!product) return refused('PRODUCT_DOES_NOT_EXIST', ['id'], 'Product does not exist')
  const own = new Set(mediaOf(shop, product.id).map((one) => one.id))
  const places: Reorder['moves'][number][] = []
  for (const [at, move] of moves.entries()) {
    const file = readGid(move.id)
    if (file?.type !== 'MediaImage' || !own.has(file.id)) {
      return refused('MEDIA_DOES_NOT_EXIST', ['moves', String(at), 'id'], `Media id ${move.id} does not exist`)
    }
    places.push({ file: file.id, place: Number(move.newPosition) })
  }
  const task = shop.tasks.start('reorderMedia', { product: product.id, moves: places } satisfies Reorder)
  return { job: { id: gid('Job', task), done: false, query: {} }, mediaUserErrors: [], userErrors: [] }
}

/** What the task does when its time has come: one move after the other. */
export function reorderLater(shop: Shop, args: unknown): void {
  const { product, moves } = args as Reorder
  if (!findProduct(shop, product)) return
  const order = mediaOf(shop, product).map((one) => one.id)
  for (const { file, place } of moves) {
    const from = order.indexOf(file)
    if (from < 0) continue
    order.splice(from, 1)
    order.splice(place, 0, file)
  }
  setMedia(shop, product, order)
  touchProduct(shop, product)
  productChanged(shop, product, 'PRODUCTS_UPDATE')
}

export const reorderMutations: Fields = {
  productReorderMedia: (_, args: Args, context) => reorder(args, context),
}
