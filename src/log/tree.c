#include "log/tree.h"

struct sha256 tree_leaf(struct str entry)
{
    const struct str parts[] = {{"\0", 1}, entry};
    return sha256_of(parts, COUNT_OF(parts));
}

struct sha256 tree_node(const struct sha256 *left, const struct sha256 *right)
{
    const struct str parts[] = {
        {"\1", 1}, {(const char *)left->at, SHA256_BYTES}, {(const char *)right->at, SHA256_BYTES}};
    return sha256_of(parts, COUNT_OF(parts));
}

size_t tree_edge_count(uint64_t size)
{
    return (size_t)__builtin_popcountll(size);
}

void tree_add(struct tree *tree, struct sha256 leaf)
{
    size_t count = tree_edge_count(tree->size);
    for (uint64_t rest = tree->size; rest & 1; rest >>= 1)
        leaf = tree_node(&tree->edge[--count], &leaf);
    tree->edge[count] = leaf;
    tree->size++;
}

struct sha256 tree_root(const struct tree *tree)
{
    size_t count = tree_edge_count(tree->size);
    if (count == 0)
        return sha256_of(NULL, 0);
    struct sha256 root = tree->edge[--count];
    while (count > 0)
        root = tree_node(&tree->edge[--count], &root);
    return root;
}
