package io.qubix.command.matching.market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first item, in the given order, whose measures all reach the required ones, without
 * looking at most of the others.
 *
 * <p>It is a k-d tree whose nodes know the maximum of each measure and the first item below them; a
 * lopsided part is rebuilt. With n different measures a search looks at about n^⅘ of them at most,
 * usually at a handful.
 */
final class DominanceTree<T> {

  private static final List<Comparator<Measures>> ORDERS =
      IntStream.range(0, Measures.COUNT).mapToObj(Measures::startingWith).toList();

  private final Comparator<? super T> order;
  private final Steps steps;
  private @Nullable Node<T> root;
  private int size;

  DominanceTree(Comparator<? super T> order, Steps steps) {
    this.order = order;
    this.steps = steps;
  }

  boolean isEmpty() {
    return root == null;
  }

  /** Returns the first item of all, or null when there is none. */
  @Nullable T first() {
    return firstBelow(root);
  }

  /** Returns the most of each measure, or null when there is no item. */
  @Nullable Measures most() {
    return root == null ? null : root.most;
  }

  /** Returns the number of items. */
  int size() {
    return size;
  }

  void add(Measures at, T item) {
    root = add(root, 0, at, item);
  }

  void remove(Measures at, T item) {
    remove(root, 0, at, item);
    if (root != null && root.filled * 2 <= root.size) {
      root = rebuilt(root, 0);
    }
  }

  /**
   * @param best an item found elsewhere; only items before it count
   */
  @Nullable T first(Measures least, Predicate<T> fits, @Nullable T best) {
    First search = new First(fits, best);
    visit(least, search);
    return search.best;
  }

  /**
   * Shows a search the items whose measures all reach the required ones.
   *
   * @return false when nothing reaches them
   */
  boolean visit(Measures least, Search<T> search) {
    return !visit(root, least, search);
  }

  /** Looks for something in the items. */
  interface Search<T> {

    /** Returns whether an item, or one after it, may be better than what was found. */
    boolean wants(T item);

    /** Returns whether it found something whose measures reach the required ones. */
    boolean look(T item);
  }

  private final class First implements Search<T> {

    private final Predicate<T> fits;
    private @Nullable T best;

    First(Predicate<T> fits, @Nullable T best) {
      this.fits = fits;
      this.best = best;
    }

    @Override
    public boolean wants(T item) {
      return comesBefore(item, best);
    }

    @Override
    public boolean look(T item) {
      best = fits.test(item) ? item : best;
      return true;
    }
  }

  /** Returns whether nothing below the node reaches the required measures. */
  private boolean visit(@Nullable Node<T> node, Measures least, Search<T> search) {
    if (node == null) {
      return true;
    }
    steps.take();
    if (node.first == null || node.isBarrenFor(least)) {
      return true;
    }
    if (!search.wants(node.first)) {
      return false;
    }
    boolean isBarren = !node.at.cover(least) || visit(node.items, search);
    boolean leftFirst = node.left != null && comesBefore(node.left.first, firstBelow(node.right));
    isBarren &= visit(leftFirst ? node.left : node.right, least, search);
    isBarren &= visit(leftFirst ? node.right : node.left, least, search);
    node.barren = isBarren ? least : node.barren;
    return isBarren;
  }

  private boolean visit(SortedSet<T> items, Search<T> search) {
    boolean isBarren = true;
    for (T item : items) {
      steps.take();
      if (!search.wants(item)) {
        return false;
      }
      isBarren &= !search.look(item);
    }
    return isBarren;
  }

  private Node<T> add(@Nullable Node<T> node, int depth, Measures at, T item) {
    if (node == null) {
      Node<T> leaf = new Node<>(at, new TreeSet<>(order));
      leaf.items.add(item);
      size++;
      return refreshed(leaf);
    }
    int side = order(depth).compare(at, node.at);
    if (side == 0) {
      size += node.items.add(item) ? 1 : 0;
    } else if (side < 0) {
      node.left = add(node.left, depth + 1, at, item);
    } else {
      node.right = add(node.right, depth + 1, at, item);
    }
    refreshed(node);
    return node.isLopsided() ? rebuilt(node, depth) : node;
  }

  private void remove(@Nullable Node<T> node, int depth, Measures at, T item) {
    if (node == null) {
      return;
    }
    int side = order(depth).compare(at, node.at);
    if (side == 0) {
      size -= node.items.remove(item) ? 1 : 0;
    } else {
      remove(side < 0 ? node.left : node.right, depth + 1, at, item);
    }
    refreshed(node);
  }

  private Node<T> refreshed(Node<T> node) {
    boolean isFilled = !node.items.isEmpty();
    node.barren = null;
    node.size = 1;
    node.filled = isFilled ? 1 : 0;
    node.most = isFilled ? node.at : null;
    node.first = isFilled ? node.items.first() : null;
    takeUp(node, node.left);
    takeUp(node, node.right);
    return node;
  }

  private void takeUp(Node<T> node, @Nullable Node<T> child) {
    if (child != null) {
      node.size += child.size;
      node.filled += child.filled;
      node.most = child.most == null ? node.most : child.most.atLeast(node.most);
      node.first = comesBefore(child.first, node.first) ? child.first : node.first;
    }
  }

  private @Nullable Node<T> rebuilt(Node<T> node, int depth) {
    List<Node<T>> filled = new ArrayList<>(node.filled);
    collect(node, filled);
    return built(filled, depth);
  }

  private @Nullable Node<T> built(List<Node<T>> nodes, int depth) {
    if (nodes.isEmpty()) {
      return null;
    }
    nodes.sort((a, b) -> order(depth).compare(a.at, b.at));
    int middle = nodes.size() / 2;
    Node<T> node = nodes.get(middle);
    node.left = built(nodes.subList(0, middle), depth + 1);
    node.right = built(nodes.subList(middle + 1, nodes.size()), depth + 1);
    return refreshed(node);
  }

  private static <T> void collect(@Nullable Node<T> node, List<Node<T>> filled) {
    if (node != null) {
      collect(node.left, filled);
      if (!node.items.isEmpty()) {
        filled.add(node);
      }
      collect(node.right, filled);
    }
  }

  private static Comparator<Measures> order(int depth) {
    return ORDERS.get(depth % Measures.COUNT);
  }

  private static <T> @Nullable T firstBelow(@Nullable Node<T> node) {
    return node == null ? null : node.first;
  }

  private boolean comesBefore(@Nullable T item, @Nullable T other) {
    return item != null && (other == null || order.compare(item, other) < 0);
  }

  private static final class Node<T> {
    final Measures at;
    final SortedSet<T> items;
    @Nullable Node<T> left;
    @Nullable Node<T> right;
    int size;
    int filled;
    @Nullable Measures most;
    @Nullable T first;

    /** Measures that nothing here reached; then nothing reaches more. */
    @Nullable Measures barren;

    Node(Measures at, SortedSet<T> items) {
      this.at = at;
      this.items = items;
    }

    boolean isBarrenFor(Measures least) {
      return most == null || !most.cover(least) || barren != null && least.cover(barren);
    }

    boolean isLopsided() {
      int heavier = Math.max(left == null ? 0 : left.size, right == null ? 0 : right.size);
      return size > 8 && heavier * 4 > size * 3;
    }
  }
}
