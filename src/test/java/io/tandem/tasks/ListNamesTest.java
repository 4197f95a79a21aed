package io.tandem.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks that people make are told with the name of their bucket. */
class ListNamesTest {
    private final Shop shop = Shop.pos(Shop.titled());

    private void make(@Nullable String bucketId) {
        FakePlanner.Item item = shop.planner.make(shop.worker.now, "teams");
        item.bucketId = bucketId;
        shop.planner.apply(item, new Setting.Title("Made by hand"), shop.worker.now);
    }

    private Stream<@Nullable String> lists() {
        return shop.worker.news.stream()
                .filter(TaskNews.TaskCreated.class::isInstance)
                .map(news -> ((TaskNews.TaskCreated) news).list());
    }

    private long reads() {
        return shop.kinds().stream().filter(Step.ReadBuckets.class::equals).count();
    }

    @Test
    void allTasksOfANewBucketHaveItsName() {
        shop.planner.buckets.put("by-hand", "Plants");
        make("by-hand");
        make("by-hand");

        shop.sync();

        assertThat(lists()).containsExactly("Plants", "Plants");
        make("by-hand");
        shop.sync();
        assertThat(lists()).containsExactly("Plants", "Plants", "Plants");
        assertThat(reads()).isEqualTo(1);
    }

    @Test
    void twoBucketsMayHaveTheSameName() {
        shop.planner.buckets.put("one", "Plants");
        shop.planner.buckets.put("other", "Plants");
        make("one");
        make("other");

        shop.sync();

        assertThat(lists()).containsExactly("Plants", "Plants");
        assertThat(reads()).isEqualTo(1);
    }

    @Test
    void aBucketThatNobodyCanFindIsAskedForOnce() {
        make("hidden");

        shop.sync();
        make("hidden");
        shop.sync();

        assertThat(lists()).containsExactly(null, null);
        assertThat(reads()).isEqualTo(1);
    }

    @Test
    void theBucketOfTasksOnNoListIsNoList() {
        make(shop.item().bucketId);
        make(null);

        shop.sync();

        assertThat(lists()).containsExactly(null, null);
        assertThat(reads()).isZero();
    }
}
