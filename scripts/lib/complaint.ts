/** A mistake of the user's or the lack of something: its message is all there is to print. */
export class Complaint extends Error {}
