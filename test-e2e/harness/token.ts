/** The token that every Worker and server of the tests accepts, unless a test says otherwise. */
export const TOKEN = "e2e-token";
