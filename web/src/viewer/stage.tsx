import type { ItemDetails } from '@nuage/contract/api'
import { Suspense } from 'react'
import { ErrorBoundary } from '../frame/error-boundary.tsx'
import { lazily } from '../frame/lazily.tsx'
import { DocumentStage } from './document.tsx'
import { ImageStage } from './image.tsx'
import { MediaStage } from './media.tsx'
import { Nothing } from './nothing.tsx'
import { sightOf } from './sight.ts'
import { TextStage } from './text.tsx'

const Pdf = lazily(async () => (await import('./pdf/pdf.tsx')).PdfStage)

interface StageProps {
  readonly item: ItemDetails
  readonly onSwipe: (to: 'before' | 'after') => void
}

function Shown({ item, onSwipe }: StageProps) {
  const sight = sightOf(item)
  switch (sight) {
    case 'image':
    case 'picture':
      return <ImageStage item={item} isDrawnOnly={sight === 'picture'} onSwipe={onSwipe} />
    case 'video':
    case 'audio':
      return <MediaStage item={item} kind={sight} />
    case 'text':
    case 'markdown':
      return <TextStage item={item} isMarkdown={sight === 'markdown'} />
    case 'pages':
      return <DocumentStage item={item} />
    case 'pdf':
      return <Pdf item={item} />
    default:
      return <Nothing item={item} why={sight} />
  }
}

/** What an item looks like. One that cannot be shown fails alone. */
export const Stage = (props: StageProps) => (
  <ErrorBoundary key={`${props.item.id} ${props.item.etag}`}>
    <Suspense fallback={null}>
      <Shown {...props} />
    </Suspense>
  </ErrorBoundary>
)
