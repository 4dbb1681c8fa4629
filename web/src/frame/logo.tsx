/** The cloud of the project, in one path, in the colour of the text around. */
export const Logo = ({ size = 28 }: { readonly size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 32 32"
    fill="currentColor"
    aria-hidden="true"
    focusable="false"
  >
    <path d="M9.5 25.5A6.5 6.5 0 0 1 9.09 12.51A8.3 8.3 0 0 1 25.5 14.41A5.6 5.6 0 0 1 24.4 25.5Z" />
  </svg>
)
