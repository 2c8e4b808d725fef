/** As in `ActorKinds.java`. */
export const ObjectKind = { BUFFER: 0, COMMITTER: 1 } as const;

export type ObjectKind = (typeof ObjectKind)[keyof typeof ObjectKind];
