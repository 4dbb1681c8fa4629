/** The page of one’s account, also where the app is what people are shown first. */
export const HOME = '/?plain=1'
