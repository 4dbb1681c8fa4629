const off = { enabled: false }

/** What a client must find when sharing is off; missing keys cost it all capabilities (ocs.md §3.2, §3.3). */
export const filesSharing = {
  api_enabled: false,
  public: {
    enabled: false,
    password: { enforced: false, askForOptionalPassword: false },
    expire_date: off,
    expire_date_internal: off,
    expire_date_remote: off,
    multiple_links: false,
    multiple: false,
    send_mail: false,
    upload: false,
    upload_files_drop: false,
    supports_upload_only: false,
    custom_tokens: false,
  },
  resharing: false,
  user: { send_mail: false, expire_date: off },
  group_sharing: false,
  group: { enabled: false, expire_date: off },
  default_permissions: 31,
  federation: { outgoing: false, incoming: false, expire_date: off, expire_date_supported: off },
  sharee: { query_lookup_default: false, always_show_unique: true },
  sharebymail: {
    enabled: false,
    send_password_by_mail: false,
    upload_files_drop: off,
    password: { enabled: false, enforced: false },
    expire_date: { enabled: false, enforced: false },
  },
} as const
