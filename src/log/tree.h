/* The running Merkle tree of the journal (RFC 6962 section 2.1): its right edge and root. */
#ifndef LOG_TREE_H
#define LOG_TREE_H

#include "base/sha256.h"

enum { TREE_EDGE_MAX = 64 };

/* One value of about 2 KB: copied at each savepoint and put back with it. */
struct tree {
    uint64_t size;                     /* leaves so far */
    struct sha256 edge[TREE_EDGE_MAX]; /* roots of the perfect subtrees, largest first; as many as
                                          `size` has one-bits */
};

/* Leaf hash of an entry: SHA-256 of 0x00 and its bytes. */
struct sha256 tree_leaf(struct str entry);

/* SHA-256 of 0x01, left, right. */
struct sha256 tree_node(const struct sha256 *left, const struct sha256 *right);

/* Appends a leaf; about two hashes. */
void tree_add(struct tree *tree, struct sha256 leaf);

/* The root of all leaves; of none, SHA-256 of nothing. */
struct sha256 tree_root(const struct tree *tree);

/* How many edge hashes a tree of this size has. */
size_t tree_edge_count(uint64_t size);

#endif
