import { connectionCost, mutation, query } from './document.ts'
import type { UserError } from '../user-errors.ts'

/** A bulk operation as Shopify tells of it. Counts and sizes come as text. */
export interface RawBulk {
  readonly id: string
  readonly status: 'CREATED' | 'RUNNING' | 'CANCELING' | 'CANCELED' | 'COMPLETED' | 'FAILED' | 'EXPIRED'
  readonly errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null
  readonly objectCount: string
  readonly rootObjectCount: string
  readonly fileSize: string | null
  readonly url: string | null
  /** Of one that failed: what there is of its result. */
  readonly partialDataUrl: string | null
  /** What was asked to be run. */
  readonly query: string
  readonly createdAt: string
}

interface Started {
  readonly bulkOperation: RawBulk | null
  readonly userErrors: readonly UserError[]
}

const BULK = `
  fragment Bulk on BulkOperation {
    id status errorCode objectCount rootObjectCount fileSize url partialDataUrl query createdAt
  }
`

export const START_BULK_QUERY = mutation<{ bulkOperationRunQuery: Started }, { query: string }>({
  name: 'StartBulkQuery',
  text: `
    mutation StartBulkQuery($query: String!) {
      bulkOperationRunQuery(query: $query, groupObjects: false) {
        bulkOperation { ...Bulk }
        userErrors { code field message }
      }
    }
    ${BULK}
  `,
  cost: 10,
})

/** The mutation once for each line of variables in an uploaded file. */
export const START_BULK_MUTATION = mutation<
  { bulkOperationRunMutation: Started },
  { mutation: string; path: string; client: string }
>({
  name: 'StartBulkMutation',
  text: `
    mutation StartBulkMutation($mutation: String!, $path: String!, $client: String!) {
      bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $client) {
        bulkOperation { ...Bulk }
        userErrors { code field message }
      }
    }
    ${BULK}
  `,
  cost: 10,
})

export interface VariablesTarget {
  readonly url: string
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

/** A place for such a file. */
export const STAGE_VARIABLES = mutation<
  { stagedUploadsCreate: { stagedTargets: readonly VariablesTarget[] | null; userErrors: readonly UserError[] } },
  { filename: string }
>({
  name: 'StageVariables',
  text: `
    mutation StageVariables($filename: String!) {
      stagedUploadsCreate(
        input: [{ resource: BULK_MUTATION_VARIABLES, filename: $filename, mimeType: "text/jsonl", httpMethod: POST }]
      ) {
        stagedTargets { url parameters { name value } }
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})

export const BULK_OPERATION = query<{ bulkOperation: RawBulk | null }, { id: string }>({
  name: 'BulkOperation',
  text: `
    query BulkOperation($id: ID!) {
      bulkOperation(id: $id) { ...Bulk }
    }
    ${BULK}
  `,
  cost: 1,
})

/** The newest first. */
export const BULK_OPERATIONS = query<{ bulkOperations: { nodes: RawBulk[] } }, { q: string }>({
  name: 'BulkOperations',
  text: `
    query BulkOperations($q: String!) {
      bulkOperations(first: 20, query: $q, sortKey: CREATED_AT, reverse: true) {
        nodes { ...Bulk }
      }
    }
    ${BULK}
  `,
  cost: connectionCost(1, 20),
})

export const CANCEL_BULK = mutation<{ bulkOperationCancel: { userErrors: UserError[] } }, { id: string }>({
  name: 'CancelBulk',
  text: `
    mutation CancelBulk($id: ID!) {
      bulkOperationCancel(id: $id) {
        userErrors { field message }
      }
    }
  `,
  cost: 10,
})
