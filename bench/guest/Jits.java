// Makes a Java machine compile much: java Jits.java SECONDS. Random expressions become classes that the compiler in the JDK makes in memory, are called until they are
// hot, through interfaces, lambdas and method handles, and are dropped with their class loaders; a walk over each expression's tree gives the same number, or the program ends with status 1.
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

public final class Jits {
    interface Function { long of(long a, long b, int c); }

    record Tree(char operator, int value, Tree left, Tree right) {
        long walk(long a, long b, int c) {
            if (left == null) return operator == 'c' ? value : value == 0 ? a : value == 1 ? b : c;
            long l = left.walk(a, b, c), r = right.walk(a, b, c);
            return switch (operator) {
                case '+' -> l + r;
                case '-' -> l - r;
                case '*' -> l * r;
                case '^' -> l ^ r;
                case '&' -> l & r;
                case '<' -> l << r;
                case '>' -> l >> r;
                case 'u' -> l >>> r;
                case 'i' -> (int) (l * 31) + (int) r;
                case 'd' -> (long) ((double) l * 0.5 + (double) r);
                default -> l < r ? l + 1 : r;
            };
        }

        String text() {
            if (left == null) return operator == 'c' ? value + "L" : value == 0 ? "a" : value == 1 ? "b" : "(long) c";
            String l = left.text(), r = right.text();
            return switch (operator) {
                case '<' -> "(" + l + " << " + r + ")";
                case '>' -> "(" + l + " >> " + r + ")";
                case 'u' -> "(" + l + " >>> " + r + ")";
                case 'i' -> "((long) ((int) (" + l + " * 31) + (int) (" + r + ")))";
                case 'd' -> "((long) ((double) (" + l + ") * 0.5 + (double) (" + r + ")))";
                case '?' -> "least(" + l + ", " + r + ")";
                default -> "(" + l + " " + operator + " " + r + ")";
            };
        }
    }

    static final class Random {
        private long state;
        Random(long seed) { state = seed * 0x9E3779B97F4A7C15L | 1; }
        int next(int limit) {
            state ^= state << 13; state ^= state >>> 7; state ^= state << 17;
            return (int) Long.remainderUnsigned(state >>> 11, limit);
        }
    }

    static Tree tree(Random random, int depth) {
        if (depth == 0 || random.next(8) == 0) return random.next(2) == 0 ? new Tree('x', random.next(3), null, null) : new Tree('c', random.next(1 << 20) - (1 << 19), null, null);
        return new Tree("+-*^&<>uid?".charAt(random.next(11)), 0, tree(random, depth - 1), tree(random, depth - 1));
    }

    static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        Memory(JavaFileManager next) { super(next); }

        @Override public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name + ".class"), kind) {
                @Override public OutputStream openOutputStream() { return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream()); }
            };
        }
    }

    static final class Loader extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;
        Loader(Map<String, ByteArrayOutputStream> classes) { super(Jits.class.getClassLoader()); this.classes = classes; }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }

    static Class<?> compile(String name, String source) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Memory memory = new Memory(compiler.getStandardFileManager(null, null, null));
        JavaFileObject file = new SimpleJavaFileObject(URI.create("memory:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override public CharSequence getCharContent(boolean ignore) { return source; }
        };
        if (!compiler.getTask(null, memory, null, List.of("-proc:none", "-XDuseUnsharedTable"), null, List.of(file)).call()) throw new IllegalStateException(source);
        return new Loader(memory.classes).loadClass(name);
    }

    static void check(String what, long is, long wanted, Tree tree) {
        if (is != wanted) throw new IllegalStateException(what + ": " + is + " instead of " + wanted + ": " + tree.text());
    }

    static long invoke(MethodHandle handle, long a, long b, int c) {
        try {
            return (long) handle.invokeExact(a, b, c);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // Through a conversion that is made when it is called.
    static long invoke(MethodHandle handle, Object a, int b) {
        try {
            return (long) handle.invoke(a, b);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static long round(long number) throws Exception {
        Random random = new Random(number);
        List<Tree> trees = new ArrayList<>();
        StringBuilder source = new StringBuilder("public final class C" + number + " {\n static long least(long l, long r) { return l < r ? l + 1 : r; }\n");
        for (int n = 0; n < 12; n++) {
            Tree tree = tree(random, 2 + random.next(4));
            trees.add(tree);
            source.append(" public static long f").append(n).append("(long a, long b, int c) { ");
            source.append(switch (random.next(4)) {
                case 0 -> "long s = 0; for (int i = 0; i < 5; i++) s = " + tree.text() + "; return s;";
                case 1 -> "java.util.function.LongBinaryOperator o = (p, q) -> { long a2 = p, b2 = q; return " + tree.text().replaceAll("\\ba\\b", "a2").replaceAll("\\bb\\b", "b2") + "; }; return o.applyAsLong(a, b);";
                case 2 -> "try { if (c == 12345) throw new RuntimeException(); return " + tree.text() + "; } catch (RuntimeException e) { return " + tree.text() + "; }";
                default -> "return " + tree.text() + ";";
            });
            source.append(" }\n");
        }
        Class<?> made = compile("C" + number, source.append("}\n").toString());
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType type = MethodType.methodType(long.class, long.class, long.class, int.class);
        long sum = 0;
        for (int n = 0; n < trees.size(); n++) {
            Tree tree = trees.get(n);
            MethodHandle handle = lookup.findStatic(made, "f" + n, type);
            Function function = (a, b, c) -> invoke(handle, a, b, c);
            int hot = random.next(4) == 0 ? 60000 : 1500;
            for (int i = 0; i < hot; i++) sum = sum * 31 + function.of(i, sum, (int) number - i);
            for (int i = 0; i < 40; i++) {
                long a = random.next(1 << 30) - (1L << random.next(40)), b = sum;
                int c = i == 7 ? 12345 : random.next(100);
                long is = function.of(a, b, c);
                check("f" + n, is, tree.walk(a, b, c), tree);
                sum = sum * 31 + is;
            }
            MethodHandle guarded = MethodHandles.insertArguments(handle, 2, n);
            check("handle " + n, invoke(guarded, sum, 5), tree.walk(sum, 5, n), tree);
        }
        Tree last = trees.get(0);
        sum = sum * 31 + IntStream.range(0, 3000).parallel().mapToLong(i -> last.walk(i, number, 3) % 1000003).sum();
        return sum;
    }

    static String run(long first, long seconds) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L, rounds = 0, check = 0;
        do {
            long sum = round(first + rounds);
            if (rounds++ == 0) check = sum;
            if (rounds % 8 == 0 && round(first) != check) throw new IllegalStateException("the first round gives another sum than before");
        } while (System.nanoTime() < end);
        return rounds + " rounds, first " + Long.toHexString(check);
    }

    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Callable<String>> both = List.of(() -> run(1, seconds), () -> run(100000, seconds));
            StringBuilder text = new StringBuilder("jits java");
            for (Future<String> one : pool.invokeAll(both)) text.append(" ").append(one.get());
            System.out.println(text + " ok");
        } catch (Throwable e) {
            System.out.println("jits: " + e);
            System.exit(1);
        }
        System.exit(0);
    }
}
