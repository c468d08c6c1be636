/** A page of a list as Shopify gives it. */
export interface ListPage<Row> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly Row[]
}

/** All rows of a list of which the first page is there. `next` answers with nothing once what the list belongs to is gone. */
export async function wholeList<Row>(
  first: ListPage<Row>,
  next: (after: string) => Promise<ListPage<Row> | undefined>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let page: ListPage<Row> | undefined = first; page;) {
    rows.push(...page.nodes)
    const { hasNextPage, endCursor }: ListPage<Row>['pageInfo'] = page.pageInfo
    page = hasNextPage && endCursor !== null ? await next(endCursor) : undefined
  }
  return rows
}
