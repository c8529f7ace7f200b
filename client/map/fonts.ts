/**
 * Loads the pieces of the packaged font that these texts need. The map draws each character once and keeps the
 * drawing, so the face must be there before the first label is.
 */
export async function loadFaces(texts: Iterable<string>): Promise<void> {
  const characters = [...new Set([...texts].join(''))].join('')
  if (characters === '') return
  await document.fonts.load('400 16px "Noto Sans SC"', characters).catch(() => [])
}
