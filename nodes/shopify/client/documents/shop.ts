import { query } from './document.ts'

/** The cheapest question there is: its answer says how much of the rate budget is left. */
export const BUDGET = query<{ shop: { id: string } }>({
  name: 'Budget',
  text: `
    query Budget {
      shop { id }
    }
  `,
  cost: 1,
})

export const SHOP = query<{ shop: { id: string; name: string; myshopifyDomain: string; currencyCode: string } }>({
  name: 'Shop',
  text: `
    query Shop {
      shop { id name myshopifyDomain currencyCode }
    }
  `,
  cost: 1,
})

/** What the token may do. */
export const ACCESS = query<{ currentAppInstallation: { accessScopes: { handle: string }[] } }>({
  name: 'Access',
  text: `
    query Access {
      currentAppInstallation {
        accessScopes { handle }
      }
    }
  `,
  cost: 2,
})

export const LOCATIONS = query<
  {
    locations: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: { id: string; name: string }[] }
  },
  { after: string | null }
>({
  name: 'Locations',
  text: `
    query Locations($after: String) {
      locations(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id name }
      }
    }
  `,
  cost: 11,
})
