# Put a topic, its replies and a wiki page of two revisions into an empty site, told on standard input as JSON; says
# where they are and who may sign in. Run by Redmine's own runner.

require "json"

AT_ONCE = 1_000
PASSWORD = "a password of the bench"

def a_person(number)
  person = User.new(firstname: "Writer", lastname: number.to_s, mail: "writer#{number}@peer.example", language: "en")
  person.login = "writer#{number}"
  person.password = person.password_confirmation = PASSWORD
  person.save!
  person
end

def replies(topic, people, told)
  now = Time.now
  kept = { board_id: topic.board_id, parent_id: topic.id, subject: "RE: #{topic.subject}", created_on: now, updated_on: now }
  ([told["comment"]] * told["comments"] + [told["rare"]]).each_with_index.map do |words, number|
    kept.merge(content: words, author_id: people[number % people.size].id)
  end
end

def a_page(wiki, author, text)
  page = WikiPage.new(wiki: wiki, title: "Document")
  page.save_with_content(WikiContent.new(page: page, text: text, author: author))
  page.reload.content.text = "#{text}\n\nAnd one sentence more.\n"
  page.save_with_content(page.content)
  page
end

told = JSON.parse($stdin.read)
Redmine::DefaultData::Loader.load("en")
Setting.text_formatting = "markdown"
Setting.notified_events = []
modules = %w[boards wiki issue_tracking]
project = Project.create!(name: "Bench", identifier: "bench", is_public: true, enabled_module_names: modules)
people = (0...told["writers"]).map { |number| a_person(number) }
people.each { |each| Member.create!(project: project, user: each, roles: [Role.givable.first]) }
board = Board.create!(project: project, name: "Documents", description: "What we talk about")
topic = Message.create!(board: board, subject: "A document", content: told["text"], author: people.first)
replies(topic, people, told).each_slice(AT_ONCE) { |rows| Message.insert_all(rows) }
Message.where(id: topic.id).update_all(replies_count: told["comments"] + 1, last_reply_id: Message.maximum(:id))
Board.reset_counters!(board.id)
page = a_page(project.reload.wiki, people.first, told["text"])
ActiveRecord::Base.connection.execute("ANALYZE")

puts JSON.generate(
  topic: "/boards/#{board.id}/topics/#{topic.id}",
  compared: "/projects/bench/wiki/#{page.title}/diff?version=2&version_from=1",
  logins: people.map(&:login),
  password: PASSWORD
)
