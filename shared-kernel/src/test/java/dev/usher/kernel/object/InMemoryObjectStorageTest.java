package dev.usher.kernel.object;

class InMemoryObjectStorageTest extends ObjectStorageContract {
    private final ObjectStorage storage = new InMemoryObjectStorage();

    @Override
    ObjectStorage storage() {
        return storage;
    }
}
