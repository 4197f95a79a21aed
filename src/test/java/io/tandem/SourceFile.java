package io.tandem;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What can be counted in a source file; the JDK's own parser reads it.
 *
 * @param codeLines lines that are neither empty, nor comment, nor import or package
 * @param documentation of the package declaration, null = none
 */
record SourceFile(
        Path path,
        String packageName,
        int codeLines,
        @Nullable String documentation,
        List<Type> types,
        List<Method> methods,
        List<Field> fields) {

    /** A top-level type. */
    record Type(String name, boolean open) {}

    /**
     * A method with a body.
     *
     * @param lines of the body, braces included
     * @param open whether it is public and overrides nothing
     */
    record Method(String name, int lines, boolean open, boolean documented) {}

    /**
     * A field that is written as one, no component of a record.
     *
     * @param filled whether it carries annotations, by which picocli or Camel fill it
     */
    record Field(String name, boolean isFinal, boolean filled) {}

    /** {@return all sources of a folder; it must hold packages from their first name on} */
    static List<SourceFile> below(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> paths = Files.walk(root);
                StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<Path> sources =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees trees = DocTrees.instance(task);
            return StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> read(unit, trees))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SourceFile read(CompilationUnitTree unit, DocTrees trees) {
        Reader reader = new Reader(unit, trees);
        reader.scan(unit, null);
        Path path = Path.of(unit.getSourceFile().toUri());
        return new SourceFile(
                path,
                String.valueOf(unit.getPackageName()),
                codeLines(path),
                reader.documentation,
                reader.types,
                reader.methods,
                reader.fields);
    }

    private static int codeLines(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return (int) lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*|import |package ).*"))
                    .count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final class Reader extends TreePathScanner<@Nullable Object, @Nullable Object> {
        private final CompilationUnitTree unit;
        private final DocTrees trees;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<Field> fields = new ArrayList<>();
        private @Nullable String documentation;

        Reader(CompilationUnitTree unit, DocTrees trees) {
            this.unit = unit;
            this.trees = trees;
        }

        @Override
        public @Nullable Object visitPackage(PackageTree tree, @Nullable Object none) {
            documentation = trees.getDocComment(getCurrentPath());
            return super.visitPackage(tree, none);
        }

        @Override
        public @Nullable Object visitClass(ClassTree tree, @Nullable Object none) {
            if (getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree) {
                types.add(new Type(
                        tree.getSimpleName().toString(),
                        isOpen(tree.getModifiers().getFlags())));
            }
            boolean isRecord = tree.getKind() == Tree.Kind.RECORD;
            tree.getMembers().stream()
                    .filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(field ->
                            !isRecord || field.getModifiers().getFlags().contains(Modifier.STATIC))
                    .filter(field -> tree.getKind() != Tree.Kind.ENUM
                            || !field.getModifiers()
                                    .getFlags()
                                    .containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)))
                    .map(Reader::field)
                    .forEach(fields::add);
            return super.visitClass(tree, none);
        }

        @Override
        public @Nullable Object visitMethod(MethodTree tree, @Nullable Object none) {
            boolean written = trees.getSourcePositions().getEndPosition(unit, tree) > 0;
            if (written && tree.getBody() != null) {
                methods.add(new Method(
                        tree.getName().toString(),
                        lines(tree),
                        isOpen(tree.getModifiers().getFlags()) && !isOverride(tree),
                        trees.getDocComment(getCurrentPath()) != null));
            }
            return super.visitMethod(tree, none);
        }

        private int lines(MethodTree tree) {
            SourcePositions positions = trees.getSourcePositions();
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree.getBody()));
            long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree.getBody()));
            return (int) (last - first + 1);
        }

        private static Field field(VariableTree tree) {
            return new Field(
                    tree.getName().toString(),
                    tree.getModifiers().getFlags().contains(Modifier.FINAL),
                    !tree.getModifiers().getAnnotations().isEmpty());
        }

        private static boolean isOpen(Set<Modifier> flags) {
            return flags.contains(Modifier.PUBLIC);
        }

        private static boolean isOverride(MethodTree tree) {
            return tree.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> annotation.toString().contains("Override"));
        }
    }
}
