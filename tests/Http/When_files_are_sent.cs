using System.Net.Http.Headers;
using System.Text;

namespace Conversations.Tests.Http;

public class When_files_are_sent
{
    private const string Base = "/v3/directline/conversations";

    [Fact]
    public async Task they_come_back_as_attachments_that_can_be_fetched()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        using var body = new MultipartFormDataContent();
        var activity = new StringContent("""
            {"type":"message","from":{"id":"u-1"},"channelData":{"clientActivityID":"k"},"attachments":[{"contentType":"image/png","name":"a.png","thumbnailUrl":"data:image/png;base64,AAAA","width":3},{"contentType":"text/html","name":"b.html"}]}
            """);
        activity.Headers.ContentType = new("application/vnd.microsoft.activity");
        body.Add(activity, "activity", "blob");
        body.Add(File("PNG", "image/png"), "file", "a.png");
        body.Add(File("<script>", "text/html"), "file", "b.html");
        var sent = await server.Send(HttpMethod.Post, $"{Base}/{id}/upload?userId=u-1", token, body);
        Assert.Equal((200, $"{id}|0000001"), (sent.Status, sent.Text("id")));
        var attachments = (await server.Get($"{Base}/{id}/activities", token)).Activities[0].GetProperty("attachments").EnumerateArray().ToArray();
        Assert.Equal(["a.png", "b.html"], attachments.Select(a => a.GetProperty("name").GetString()));
        Assert.Equal(3, attachments[0].GetProperty("width").GetInt32());
        Assert.False(attachments[0].TryGetProperty("thumbnailUrl", out _));
        var picture = await server.Get(attachments[0].GetProperty("contentUrl").GetString()!, null);
        Assert.Equal((200, "PNG", "image/png"), (picture.Status, picture.Body, picture.ContentType));
        Assert.StartsWith("inline", picture.Headers["Content-Disposition"], StringComparison.Ordinal);
        var page = await server.Get(attachments[1].GetProperty("contentUrl").GetString()!, null);
        Assert.Equal((200, "<script>"), (page.Status, page.Body));
        Assert.StartsWith("attachment", page.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Contains("sandbox", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_disk_that_takes_no_file_is_not_the_senders_fault()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        // Nothing can be made below a file.
        await System.IO.File.WriteAllTextAsync(server.UploadFolder, "");
        using var body = new MultipartFormDataContent { { File("PNG", "image/png"), "file", "a.png" } };
        var sent = await server.Send(HttpMethod.Post, $"{Base}/{id}/upload?userId=u-1", token, body);
        Assert.Equal(503, sent.Status);
        Assert.Empty((await server.Get($"{Base}/{id}/activities", token)).Activities);
    }

    [Fact]
    public async Task one_file_may_be_the_body_itself()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var body = File("hello", "text/plain");
        body.Headers.ContentDisposition = new("attachment") { FileName = "\"note.txt\"" };
        Assert.Equal(200, (await server.Send(HttpMethod.Post, $"{Base}/{id}/upload?userId=u-1", token, body)).Status);
        var attachment = (await server.Get($"{Base}/{id}/activities", token)).Activities[0].GetProperty("attachments")[0];
        Assert.Equal("note.txt", attachment.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("../../../../etc/passwd", "passwd")]
    [InlineData("..\\..\\evil.exe", "evil.exe")]
    [InlineData("..", "..")]
    public async Task a_name_is_never_a_path(string name, string shown)
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var body = File("x", "text/plain");
        body.Headers.TryAddWithoutValidation("Content-Disposition", $"attachment; filename=\"{name.Replace("\\", "\\\\", StringComparison.Ordinal)}\"");
        Assert.Equal(200, (await server.Send(HttpMethod.Post, $"{Base}/{id}/upload", token, body)).Status);
        var attachment = (await server.Get($"{Base}/{id}/activities", token)).Activities[0].GetProperty("attachments")[0];
        Assert.Equal(shown, attachment.GetProperty("name").GetString());
        var files = Directory.GetFiles(server.UploadFolder, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.Matches("^[0-9a-f]{32}(\\.json)?$", Path.GetFileName(f)));
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd"), InlineData("00000000000000000000000000000000"), InlineData("x"), InlineData("..")]
    public async Task only_a_known_id_fetches_a_file(string id)
    {
        await using var server = await Server.Start();
        Assert.Equal(404, (await server.Get($"/v3/directline/uploads/{id}", null)).Status);
    }

    [Theory, InlineData(2_048, 200), InlineData(2_049, 413)]
    public async Task all_files_together_have_a_limit(int bytes, int status)
    {
        await using var server = await Server.Start(args: ["--DirectLine:UploadLimit", "2048"]);
        var (id, token, _) = await server.StartConversation();
        using var body = new StreamContent(new MemoryStream(new byte[bytes]));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/{id}/upload") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.TransferEncodingChunked = true;
        var reply = await Reply.Of(await server.Http.SendAsync(request));
        Assert.Equal(status, reply.Status);
        Assert.Equal(status is 200 ? 2 : 0, Stored(server));
    }

    [Fact]
    public async Task what_is_not_published_is_not_kept()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "bye");
        Assert.Equal(400, (await server.Send(HttpMethod.Post, $"{Base}/{id}/upload", token, File("x", "text/plain"))).Status);
        Assert.Equal(404, (await server.Send(HttpMethod.Post, $"{Base}/unknown/upload", HttpAccounts.Secret, File("x", "text/plain"))).Status);
        Assert.Equal(401, (await server.Send(HttpMethod.Post, $"{Base}/{id}/upload", null, File("x", "text/plain"))).Status);
        Assert.Equal(0, Stored(server));
    }

    [Fact]
    public async Task an_upload_without_a_file_or_with_a_broken_form_is_refused()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        using var empty = new MultipartFormDataContent();
        Assert.Equal(400, (await server.Send(HttpMethod.Post, $"{Base}/{id}/upload", token, empty)).Status);
        var broken = File("--x\r\nno end", "multipart/form-data");
        broken.Headers.ContentType!.Parameters.Add(new("boundary", "x"));
        Assert.Equal(400, (await server.Send(HttpMethod.Post, $"{Base}/{id}/upload", token, broken)).Status);
    }

    private static int Stored(Server server) =>
        Directory.Exists(server.UploadFolder) ? Directory.GetFiles(server.UploadFolder, "*", SearchOption.AllDirectories).Length : 0;

    private static StringContent File(string text, string type)
    {
        var content = new StringContent(text, Encoding.UTF8);
        content.Headers.ContentType = new(type);
        return content;
    }
}
