/** Folder of the public reference data; tests that need it skip with a message where it is unset. */
export const testData: string | undefined = process.env.ONEGRID_TEST_DATA || undefined
