using Armillary.Engines.Vcpus;
using Xunit;

namespace Armillary.Engines.Tests.Vcpus;

public class VcpuRequestsTests
{
    private const int Many = 100_000;

    private int all;

    [Fact]
    public void Requests_are_done_in_their_order()
    {
        var done = new List<int>();
        var requests = new VcpuRequests(() => all++);
        for (int i = 0; i < 10; i++)
        {
            int number = i;
            requests.Post(() => done.Add(number));
        }

        requests.Drain();
        Assert.Equal(Enumerable.Range(0, 10), done);
        Assert.Equal(0, all);
    }

    [Fact]
    public void Requests_that_nobody_drains_become_one_that_does_all()
    {
        int single = 0;
        var requests = new VcpuRequests(() => all++);
        for (int i = 0; i < Many; i++)
        {
            requests.Post(() => single++);
        }

        requests.Drain();
        Assert.InRange(all, 1, int.MaxValue);
        Assert.InRange(all + single, 1, 1000);
    }

    [Fact]
    public void Requests_that_nobody_drains_take_no_more_memory_however_many_they_are()
    {
        var requests = new VcpuRequests(() => all++);
        var posted = new List<WeakReference>();
        Post(requests, posted);
        GC.Collect();
        Assert.InRange(posted.Count(r => r.IsAlive), 0, 1000);
        GC.KeepAlive(requests);

        static void Post(VcpuRequests requests, List<WeakReference> posted)
        {
            for (int i = 0; i < 10_000; i++)
            {
                Action action = new Box(i).Do;
                posted.Add(new WeakReference(action));
                requests.Post(action);
            }
        }
    }

    [Fact]
    public void A_request_counts_as_done_while_its_owner_is_outside_guest_code_and_the_owner_gets_in_only_when_it_is()
    {
        var requests = new VcpuRequests(() => all++);
        Assert.True(requests.TryEnterGuest());
        long last = 0;
        for (int i = 0; i < Many; i++)
        {
            last = requests.Post(() => { });
        }

        Assert.False(requests.IsDone(last));
        requests.LeaveGuest();
        Assert.True(requests.IsDone(last));
        Assert.False(requests.TryEnterGuest());
        requests.Drain();
        Assert.True(requests.TryEnterGuest());
        Assert.True(requests.IsDone(last));
    }

    private sealed class Box(int value)
    {
        public int Value { get; private set; } = value;

        public void Do() => Value++;
    }
}
