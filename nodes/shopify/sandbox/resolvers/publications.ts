import type { Context, Fields } from '../graphql/context.ts'
import { gid, readGid, time } from '../graphql/gid.ts'
import { ofKind } from '../graphql/kinds.ts'
import { pageOfList, type PageArgs } from '../graphql/paging.ts'
import { publicationId, publications, publishedOn, type Publication } from '../store/publications.ts'

type Published = Publication & { readonly at: number }

/** Published from a day to come is not published yet. */
const isLive = (one: Published): boolean => one.at <= Date.now()

/** What everything that can be published has; `ownerOf` names it, `kind` is its type. */
export function publishableFields<Source extends object>(
  kind: string,
  ownerOf: (source: Source) => string,
): Fields<Source> {
  const places = (source: Source, context: Context, onlyLive = true): Published[] =>
    publishedOn(context.shop, ownerOf(source)).filter((one) => !onlyLive || isLive(one))
  const views = (source: Source, context: Context, onlyLive: boolean) =>
    places(source, context, onlyLive).map((one) => ({
      publication: one,
      publishDate: time(one.at),
      isPublished: isLive(one),
      publishable: () => ofKind(kind, source),
    }))
  const page = (source: Source, args: PageArgs & { onlyPublished?: boolean | null }, context: Context) =>
    pageOfList(views(source, context, args.onlyPublished !== false), args, `resourcePublications ${ownerOf(source)}`)
  const count = (source: Source, args: { onlyPublished?: boolean | null }, context: Context) => ({
    count: places(source, context, args.onlyPublished !== false).length,
    precision: 'EXACT',
  })
  return {
    publishedOnPublication: (source, args: { publicationId: string }, context) =>
      places(source, context).some((one) => publicationId(one) === readGid(args.publicationId)?.id),
    publishedOnCurrentPublication: () => false,
    resourcePublications: page,
    resourcePublicationsV2: page,
    resourcePublicationsCount: count,
    availablePublicationsCount: (source, _, context) => count(source, {}, context),
    unpublishedPublications: (source, args: PageArgs, context) => {
      const there = new Set(places(source, context).map((one) => one.number))
      const others = publications.filter((one) => !there.has(one.number))
      return pageOfList(others, args, `unpublishedPublications ${ownerOf(source)}`)
    },
  }
}

export const publicationFields: Fields<Publication> = {
  id: (one) => gid('Publication', publicationId(one)),
  name: (one) => one.name,
  autoPublish: () => false,
  supportsFuturePublishing: (one) => one.number === 1,
  catalog: (one) =>
    ofKind('AppCatalog', {
      id: gid('AppCatalog', publicationId(one)),
      title: one.name,
      status: 'ACTIVE',
      publication: one,
      priceList: null,
      operations: [],
    }),
}
