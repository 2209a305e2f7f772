package dev.usher.kernel.object;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.usher.kernel.problem.Unavailable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files: {@code root/namespace/<slice of time>/<key>}. Each begins with a {@link FileHeader} that holds its
 * type, so that no web server pointed at the directory by mistake would show one as a page. Only the owner may read
 * them, nobody may execute them.
 */
final class FileObjectStorage implements ObjectStorage {
    /** Marks a file that is still being written. */
    private static final String PART = ".part";
    /** Of a key's hexadecimal digits: 2^20 milliseconds, about 17 minutes of uploads in one directory. */
    private static final int SLICE = 7;
    /** By then nobody writes into the directory of a key any more. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path root;
    private final Clock clock;

    /** @throws Unavailable when the directory cannot be made */
    FileObjectStorage(Path directory, String namespace, Clock clock) {
        this.root = directory.resolve(namespace);
        this.clock = clock;
        try {
            Files.createDirectories(root, OWNER_ONLY_DIRECTORY);
        } catch (IOException e) {
            throw new Unavailable("OBJECT_STORAGE_PATH cannot be used", e);
        }
    }

    @Override
    public String put(ObjectKey key, String contentType, Content content) {
        var part = part(key);
        try {
            var header = new FileHeader(contentType, content.length(), Digest.of(content));
            open(directory(key));
            write(part, header, content);
            Files.move(part, file(key), StandardCopyOption.ATOMIC_MOVE);
            sync(directory(key));
            return header.etag();
        } catch (IOException e) {
            discard(part);
            throw new Unavailable("the object store cannot write", e);
        }
    }

    @Override
    public Optional<StoredObject> get(ObjectKey key) {
        try {
            var file = FileChannel.open(file(key), Set.of(READ, NOFOLLOW_LINKS));
            try {
                var header = FileHeader.read(file);
                return Optional.of(new StoredObject(
                        header.contentType(), header.length(), header.etag(), Channels.newInputStream(file)));
            } catch (IOException e) {
                file.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            if (Files.isDirectory(root)) {
                return Optional.empty();
            }
            throw new Unavailable("the object store is not there", e);
        } catch (IOException e) {
            throw new Unavailable("the object store cannot read", e);
        }
    }

    @Override
    public void delete(ObjectKey key) {
        try {
            Files.deleteIfExists(part(key));
            Files.deleteIfExists(file(key));
            if (key.made().isBefore(clock.instant().minus(SETTLED))) {
                Files.deleteIfExists(directory(key));
            }
        } catch (DirectoryNotEmptyException e) {
            // Others are still in it.
        } catch (IOException e) {
            throw new Unavailable("the object store cannot delete", e);
        }
    }

    @Override
    public List<ObjectKey> list(@Nullable ObjectKey after, Instant before, int limit) {
        var first = after == null ? "" : slice(after);
        try (var slices = Files.list(root)) {
            return slices.sorted()
                    .filter(slice -> slice.getFileName().toString().compareTo(first) >= 0)
                    .flatMap(FileObjectStorage::keys)
                    .filter(key -> after == null || key.compareTo(after) > 0)
                    .takeWhile(key -> key.made().isBefore(before))
                    .limit(limit)
                    .toList();
        } catch (IOException e) {
            throw new Unavailable("the object store cannot list", e);
        }
    }

    private static Stream<ObjectKey> keys(Path slice) {
        try (var files = Files.list(slice)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .map(name -> name.endsWith(PART) ? name.substring(0, name.length() - PART.length()) : name)
                    .flatMap(name -> ObjectKey.parse(name).stream())
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new Unavailable("the object store cannot list", e);
        }
    }

    private static void write(Path part, FileHeader header, Content content) throws IOException {
        try (var out = FileChannel.open(part, Set.of(CREATE_NEW, WRITE), OWNER_ONLY);
                var in = content.open()) {
            header.write(out);
            in.transferTo(Channels.newOutputStream(out));
            out.force(true);
        }
    }

    /** Makes the directory of a slice of time, durably. */
    private void open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
            sync(root);
        }
    }

    /** A rename is durable once its directory is. */
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // Whoever collects orphans finds it by its key.
        }
    }

    private Path directory(ObjectKey key) {
        return root.resolve(slice(key));
    }

    private Path file(ObjectKey key) {
        return directory(key).resolve(key.toString());
    }

    private Path part(ObjectKey key) {
        return directory(key).resolve(key + PART);
    }

    private static String slice(ObjectKey key) {
        return key.toString().replace("-", "").substring(0, SLICE);
    }
}
