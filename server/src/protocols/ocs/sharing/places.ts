/** Where the sharing API stands, below each version. */
export const API = '/apps/files_sharing/api/v1'
export const SHARES = `${API}/shares`
