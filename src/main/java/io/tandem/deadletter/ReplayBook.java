package io.tandem.deadletter;

import io.tandem.deadletter.DeadLetter.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replays of dead letters, and how far they are. Letters are sent by chunks; what a chunk is about to send is written down
 * before, with the ends of the topics it goes to, so that after a crash it can be found out what was sent.
 */
public interface ReplayBook {

    /** {@return the number of a new replay of all open letters that it means; it begins at once} */
    long begin(Order order);

    /** {@return the replays, the latest first, at most so many} */
    List<Replay> latest(int most);

    /** {@return a replay} */
    Optional<Replay> find(long number);

    /**
     * Ends a replay: what was not sent is open again.
     *
     * @return whether it was running
     */
    boolean cancel(long number, String who);

    /** {@return whether there is anything to send or to find out} */
    boolean isPending();

    /**
     * Takes a chunk of which nobody knows what was sent, from whoever had it.
     *
     * @param quiet for so long nobody proved to have it; by then all is there that was on its way
     */
    Optional<Chunk> unsettled(Duration quiet);

    /** {@return whether nobody took the chunk over; nobody does for a while then} */
    boolean keep(Chunk chunk);

    /**
     * Takes the next letters of the replay whose turn it is.
     *
     * @param seconds letters of so many seconds at the replay's rate
     * @param ends where the topics end, each partition's next offset
     */
    Optional<Chunk> take(int seconds, Collection<Origin> ends);

    /**
     * Makes the keys of letters due, which are replayed by that.
     *
     * @throws io.tandem.model.LeaseLostException when another instance took the chunk over
     */
    void makeDue(Chunk chunk, Collection<LetterId> letters);

    /** {@return whether nobody has canceled the replay} */
    boolean isRunning(long number);

    /**
     * Says what became of a chunk. Letters of which it says nothing were not sent.
     *
     * @param sent were sent
     * @param failed cannot be sent, and why; they are open again
     * @throws io.tandem.model.LeaseLostException when another instance took the chunk over, or it is settled
     */
    void settle(Chunk chunk, Set<LetterId> sent, Map<LetterId, String> failed);

    /**
     * What somebody wants to be replayed.
     *
     * @param who by whom
     * @param filter which of the open letters
     * @param topics topics to which records are sent again
     * @param rate letters a second
     * @param repaired bytes to send instead of the original ones, null = those
     */
    record Order(String who, LetterFilter filter, Set<String> topics, int rate, byte @Nullable [] repaired) {
        /** The fastest replay there is. */
        public static final int FASTEST = 1000;

        /** @throws IllegalArgumentException when the rate is none, or one payload would be that of many letters */
        public Order {
            topics = Set.copyOf(topics);
            if (rate < 1 || rate > FASTEST) {
                throw new IllegalArgumentException("rate=" + rate + " is not a whole number from 1 to " + FASTEST);
            }
            if (repaired != null && filter.ids().size() != 1) {
                throw new IllegalArgumentException("a payload mends one letter; give the one id of it");
            }
        }

        /** Each letter is sent with its own bytes. */
        public Order(String who, LetterFilter filter, Set<String> topics, int rate) {
            this(who, filter, topics, rate, null);
        }
    }

    /**
     * A replay and how far it is.
     *
     * @param state {@code running}, {@code canceled} or {@code done}
     * @param letters how many letters it was about at first
     * @param replayed how many of them were sent or made due
     * @param failed how many of them could not be sent; their notes say why
     */
    record Replay(
            long number,
            String who,
            Instant at,
            String filter,
            int rate,
            String state,
            long letters,
            long replayed,
            long failed,
            @Nullable Instant endedAt) {

        /** {@return the same, with its sentences and names put differently} */
        public Replay told(UnaryOperator<String> sentence) {
            return new Replay(
                    number,
                    sentence.apply(who),
                    at,
                    sentence.apply(filter),
                    rate,
                    state,
                    letters,
                    replayed,
                    failed,
                    endedAt);
        }
    }

    /**
     * Letters that are sent together.
     *
     * @param replay number of the replay
     * @param turn tells this taking of a chunk from all others of the replay
     * @param rate letters a second
     * @param letters what is to be sent, with the bytes that are to be sent; letters without origin are about keys
     * @param ends where the topics ended before anything of it was sent
     */
    record Chunk(long replay, long turn, int rate, Map<LetterId, DeadLetter> letters, List<Origin> ends) {
        /** Copies letters and ends. */
        public Chunk {
            letters = Collections.unmodifiableMap(new LinkedHashMap<>(letters));
            ends = List.copyOf(ends);
        }
    }
}
