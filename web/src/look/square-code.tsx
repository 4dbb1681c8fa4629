import styles from './square-code.module.css'

export interface SquareCodeProps {
  /** Its view box, in squares. */
  readonly box: string
  readonly path: string
  /** What it is read aloud as. */
  readonly label: string
}

/** A picture of dark squares on white, whatever the theme: cameras do not read the opposite. */
export const SquareCode = ({ box, path, label }: SquareCodeProps) => {
  const [left, top, width, height] = box.split(' ')
  return (
    <svg className={styles.code} viewBox={box} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x={left} y={top} width={width} height={height} fill="white" />
      <path d={path} fill="black" />
    </svg>
  )
}
