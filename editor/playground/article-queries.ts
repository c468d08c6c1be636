import { useQuery } from '@tanstack/react-query'
import { api, query, type Page } from '../api/client.ts'

/** What both sandboxes have of an article (design.md section 6: state shapes). */
export interface AfasArticle {
  readonly ItCd: string
  readonly Ds: string
  readonly Bl: boolean
  readonly SaPrice: number
  readonly stock: readonly AfasStock[]
}

export interface AfasStock {
  readonly warehouse: string
  readonly dimension1?: string
  readonly dimension2?: string
  readonly physical: number
  readonly available: number
  readonly reserved: number
}

export interface ShopVariant {
  readonly id: string
  readonly sku: string | null
  readonly title: string
  readonly price: number
  readonly levels: readonly { readonly location: string; readonly available: number }[]
}

export interface ArticleOfBoth {
  readonly code: string
  readonly afas?: AfasArticle
  readonly shop?: {
    readonly product: {
      readonly id: string
      readonly title: string
      readonly status: string
      readonly descriptionHtml: string
    }
    readonly variants: readonly ShopVariant[]
  }
}

/** Articles of AFAS beside the shop's, those with the text in code, name or SKU; the first fifty. */
export function useArticles(search: string) {
  return useQuery({
    queryKey: ['sandbox', 'articles', search],
    queryFn: ({ signal }) =>
      api.get<Page<ArticleOfBoth>>(`/api/sandbox/articles${query({ search: search === '' ? undefined : search })}`, {
        signal,
      }),
    placeholderData: (before) => before,
    refetchInterval: 5_000,
  })
}

export function useArticle(code: string) {
  return useQuery({
    queryKey: ['sandbox', 'article', code],
    queryFn: ({ signal }) => api.get<ArticleOfBoth>(`/api/sandbox/articles/${encodeURIComponent(code)}`, { signal }),
    refetchInterval: 2_000,
  })
}

/** How many are for sale in AFAS: available without what is reserved, over all warehouses. */
export const freeInAfas = ({ stock }: AfasArticle): number =>
  stock.reduce((sum, row) => sum + row.available - row.reserved, 0)

/** How many are for sale in the shop, over all variants and locations. */
export const forSale = ({ variants }: NonNullable<ArticleOfBoth['shop']>): number =>
  variants.reduce((sum, one) => sum + one.levels.reduce((all, level) => all + level.available, 0), 0)
