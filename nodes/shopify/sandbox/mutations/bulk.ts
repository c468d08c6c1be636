import type { Context, Fields } from '../graphql/context.ts'
import { readGid } from '../graphql/gid.ts'
import { findBulk } from '../bulk/operation.ts'
import { findUpload, makeUpload, uploadTarget } from '../bulk/uploads.ts'

interface Problem {
  readonly code: string | null
  readonly field: readonly string[] | null
  readonly message: string
}

const refused = (code: string | null, field: string[] | null, message: string) => ({
  bulkOperation: null,
  userErrors: [{ code, field, message } satisfies Problem],
})
const full = () => refused('LIMIT_REACHED', null, 'Bulk operations limit reached. Please try again later.')
const scopesOf = (context: Context): string => [...context.scopes].join(',')

function runQuery(args: { query: string; groupObjects: boolean }, context: Context) {
  const { bulk } = context.shop
  const fault = bulk.queryFault(args.query)
  if (fault !== undefined) return refused('INVALID', ['query'], fault)
  if (bulk.jobs.full('QUERY')) return full()
  const grouped = args.groupObjects ? 1 : 0
  const row = { type: 'QUERY', document: args.query, upload: null, grouped, scopes: scopesOf(context) } as const
  return { bulkOperation: bulk.jobs.start(row), userErrors: [] }
}

interface MutationArgs {
  readonly mutation: string
  readonly stagedUploadPath: string
  readonly clientIdentifier?: string | null
}

function runMutation(args: MutationArgs, context: Context) {
  const { shop } = context
  const length = args.clientIdentifier?.length ?? 10
  if (length < 10 || length > 255) {
    return refused(null, ['clientIdentifier'], 'Client identifier must be between 10 and 255 characters')
  }
  const fault = shop.bulk.mutationFault(args.mutation)
  if (fault !== undefined) return refused('INVALID_MUTATION', ['mutation'], fault)
  const upload = findUpload(shop.database, args.stagedUploadPath)
  if (upload?.size === null || !upload) {
    return refused(
      'NO_SUCH_FILE',
      ['stagedUploadPath'],
      'The JSONL file could not be found. Try uploading the file again.',
    )
  }
  if (upload.resource !== 'BULK_MUTATION_VARIABLES' || upload.size === 0) {
    return refused('INVALID_STAGED_UPLOAD_FILE', ['stagedUploadPath'], 'The file is not a JSONL file of variables.')
  }
  if (shop.bulk.jobs.full('MUTATION')) return full()
  const rest = { document: args.mutation, upload: upload.path, grouped: 0, scopes: scopesOf(context) }
  return { bulkOperation: shop.bulk.jobs.start({ type: 'MUTATION', ...rest }), userErrors: [] }
}

function cancel(id: string, { shop }: Context) {
  const row = findBulk(shop.database, readGid(id)?.id ?? 0)
  if (!row) return { bulkOperation: null, userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }] }
  if (row.status === 'CREATED' || row.status === 'RUNNING') {
    return { bulkOperation: shop.bulk.jobs.cancel(row), userErrors: [] }
  }
  const message = `A bulk operation cannot be canceled when it is ${row.status.toLowerCase()}`
  return { bulkOperation: row, userErrors: [{ field: null, message }] }
}

type UploadInput = Parameters<typeof makeUpload>[2]

function createUploads(inputs: readonly UploadInput[], { shop }: Context) {
  const lacking = inputs.findIndex((one) => /^(VIDEO|MODEL_3D)$/.test(one.resource) && (one.fileSize ?? null) === null)
  if (lacking >= 0) {
    const message = 'File size is required for videos and 3D models'
    return { stagedTargets: [], userErrors: [{ field: ['input', String(lacking), 'fileSize'], message }] }
  }
  const stagedTargets = inputs.map((one) =>
    uploadTarget(shop.origin, makeUpload(shop.database, shop.settings.shopId, one)),
  )
  return { stagedTargets, userErrors: [] }
}

export const bulkMutations: Fields = {
  stagedUploadsCreate: (_, args: { input: readonly UploadInput[] }, context) => createUploads(args.input, context),
  bulkOperationRunQuery: (_, args: { query: string; groupObjects: boolean }, context) => runQuery(args, context),
  bulkOperationRunMutation: (_, args: MutationArgs, context) => runMutation(args, context),
  bulkOperationCancel: (_, args: { id: string }, context) => cancel(args.id, context),
}
